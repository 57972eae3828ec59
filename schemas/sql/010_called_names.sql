-- SPDX-License-Identifier: EUPL-1.2
-- Who sees which two organisations meet, once a meeting is called: the hall's own screens, or the public.
ALTER TABLE edition ADD COLUMN called_names TEXT NOT NULL DEFAULT 'hall' CHECK (called_names IN ('hall','public'));
