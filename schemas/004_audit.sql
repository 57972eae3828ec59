-- Who changed what, and how it is undone.

-- A meeting that a host wants to stay where it is, whatever is planned again.
ALTER TABLE meeting ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));
