-- 0006_decisions_base - which decisions can be made again without the ones before them.
--
-- A decision stores what changed since the last; a base stores everything. Views may be forgotten
-- only up to a base, else nothing after them could be replayed.

ALTER TABLE decisions ADD COLUMN base INTEGER NOT NULL DEFAULT 0; -- 1: its view begins anew
UPDATE decisions SET base = 1 WHERE view LIKE '%"op":"new"%';
CREATE INDEX decisions_base ON decisions(at) WHERE base = 1;
