-- 0003_long_history - a million ended jobs must slow nothing down.
--
-- Lists filter by state, so the indexes carry it: jobs_tenant is read state by state, newest first,
-- and the reader stops when the page is full. Figures of all states are kept, not counted. Indexes
-- that no question turned out to use go.

DROP INDEX jobs_active;
DROP INDEX jobs_tenant;
CREATE INDEX jobs_state ON jobs(state, id);
CREATE INDEX jobs_tenant ON jobs(tenant, state, id);

ALTER TABLE tenant_counts ADD COLUMN succeeded INTEGER NOT NULL DEFAULT 0; -- with the next two: ended jobs still in the list
ALTER TABLE tenant_counts ADD COLUMN failed    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tenant_counts ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0;
UPDATE tenant_counts SET succeeded = c.succeeded, failed = c.failed, cancelled = c.cancelled
  FROM (SELECT u.ancestor AS tenant, sum(j.state = 'succeeded') AS succeeded,
               sum(j.state = 'failed') AS failed, sum(j.state = 'cancelled') AS cancelled
          FROM jobs j JOIN tenant_tree u ON u.tenant = j.tenant GROUP BY u.ancestor) c
 WHERE c.tenant = tenant_counts.tenant;

DROP INDEX datasets_open;
DROP INDEX models_open;
