-- 0002_decisions_whole - find the decisions that are due to be compacted without a walk over all.

CREATE INDEX decisions_whole ON decisions(at) WHERE view IS NOT NULL;
