-- 0004_grants - who pays for a tenant's compute: programmes with a budget, grants with a period.
--
-- Credits are kept in millionths, as integers: sums are exact. What a grant has paid is not kept
-- but computed from the books (usage), so it can never differ from them.

CREATE TABLE programs (
    id            TEXT PRIMARY KEY,  -- prg_…
    name          TEXT NOT NULL UNIQUE, -- what people type
    budget_micro  INTEGER NOT NULL CHECK (budget_micro >= 0), -- credits it may bear in all
    subsidy_ppm   INTEGER NOT NULL CHECK (subsidy_ppm BETWEEN 0 AND 1000000), -- part of a grant that it bears
    categories    TEXT NOT NULL,     -- JSON array of tenants' categories it is for; [] is all
    created_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL   -- ETag
) STRICT;

CREATE TABLE grants (
    id            TEXT PRIMARY KEY,  -- grt_…
    tenant        TEXT NOT NULL REFERENCES tenants(id) ON DELETE CASCADE, -- it and all below it may use it
    program       TEXT REFERENCES programs(id), -- NULL: given by the operator alone
    credits_micro INTEGER NOT NULL CHECK (credits_micro >= 0),
    from_day      INTEGER NOT NULL,  -- days since 1970, UTC: the first on which it pays
    to_day        INTEGER,           -- the last; NULL: no end
    lapse         TEXT NOT NULL,     -- end: what is left is lost after to_day; never: it stays
    reason        TEXT,              -- for whoever reads the books later
    created_by    TEXT NOT NULL,     -- user id; no foreign key: the record outlives the person
    created_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL,  -- ETag
    CHECK (to_day IS NULL OR to_day >= from_day)
) STRICT;
CREATE INDEX grants_tenant ON grants(tenant, id);
CREATE INDEX grants_program ON grants(program);
