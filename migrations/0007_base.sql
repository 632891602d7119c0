-- 0007_base - a job keeps the file of the model it begins from.
--
-- By content, so that the model's owner may delete it while others' jobs wait or are paused: they
-- were promised that it fits, and a resumed run reads its preprocessing again.

ALTER TABLE jobs ADD COLUMN base_sha256 TEXT; -- blob of its base, counted until the job has ended
