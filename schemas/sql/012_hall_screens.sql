-- SPDX-License-Identifier: EUPL-1.2
-- What a hall screen may show stands in one table of the programs (include/parvis/kiosk_screens.def), by which the
-- server judges before it writes: a list here as well would have to be changed with every screen that is added. SQLite
-- changes no CHECK, so the column is made anew without one.
ALTER TABLE device ADD COLUMN shown TEXT NOT NULL DEFAULT 'agenda'; -- a hall screen (role 'screen')
UPDATE device SET shown = shows;
ALTER TABLE device DROP COLUMN shows;
ALTER TABLE device RENAME COLUMN shown TO shows;
