-- SPDX-License-Identifier: EUPL-1.2
-- "No thanks" among the wishes, and an organiser's say in the plan.

CREATE TABLE wish_with_refusals (
    id       INTEGER PRIMARY KEY,
    buyer_id INTEGER NOT NULL REFERENCES person (id),
    company_id INTEGER NOT NULL REFERENCES organisation (id),
    by_company INTEGER NOT NULL, -- 0: the buyer asked, 1: the company asked
    priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 5), -- 5: must; 0: no thanks, whatever the other asks
    UNIQUE (buyer_id, company_id, by_company)
) STRICT;
INSERT INTO wish_with_refusals SELECT id, buyer_id, company_id, by_company, priority FROM wish;
DROP TABLE wish;
ALTER TABLE wish_with_refusals RENAME TO wish;
CREATE INDEX wish_company ON wish (company_id);

-- Points that an organiser adds to (or takes from) every wish of one person or one organisation.
CREATE TABLE boost (
    id              INTEGER PRIMARY KEY,
    person_id       INTEGER UNIQUE REFERENCES person (id),
    organisation_id INTEGER UNIQUE REFERENCES organisation (id),
    points          INTEGER NOT NULL CHECK (points BETWEEN -20 AND 20 AND points <> 0),
    motive          TEXT    NOT NULL,
    by_user         TEXT    NOT NULL,
    at              INTEGER NOT NULL,
    CHECK ((person_id IS NULL) <> (organisation_id IS NULL))
) STRICT;
