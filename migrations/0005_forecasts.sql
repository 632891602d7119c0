-- 0005_forecasts - when a job was told to start, so that it can be held against when it did.
--
-- One row a job that had to wait, written within seconds of its submit. The scores are kept, not
-- counted: they outlive the jobs.

CREATE TABLE forecasts (
    job        TEXT PRIMARY KEY REFERENCES jobs(id) ON DELETE CASCADE,
    at         INTEGER NOT NULL,    -- when it was made
    ahead_ms   INTEGER,             -- until its start, by running the scheduler forward; NULL: no time could be told
    p50        INTEGER,             -- what was told, from ahead_ms and how far earlier ones were off …
    p90        INTEGER,             -- … as times
    started_at INTEGER              -- the truth, once known
) STRICT;
CREATE INDEX forecasts_open ON forecasts(p90) WHERE started_at IS NULL;
CREATE INDEX forecasts_ended ON forecasts(started_at) WHERE started_at IS NOT NULL;

CREATE TABLE forecast_scores (      -- of all forecasts so far, by how far ahead p50 was
    horizon   INTEGER PRIMARY KEY,  -- enum forecast_horizon
    started   INTEGER NOT NULL DEFAULT 0,
    by_p50    INTEGER NOT NULL DEFAULT 0, -- of those: not later than p50 …
    by_p90    INTEGER NOT NULL DEFAULT 0, -- … than p90
    withdrawn INTEGER NOT NULL DEFAULT 0, -- cancelled or paused before the start: the truth is not known
    told_ms   INTEGER NOT NULL DEFAULT 0, -- of the started: sum of p50 - at …
    waited_ms INTEGER NOT NULL DEFAULT 0  -- … and of started_at - at
) STRICT;
INSERT INTO forecast_scores(horizon) VALUES (0), (1), (2), (3), (4), (5);
