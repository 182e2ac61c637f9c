ALTER TABLE condition_finding ADD COLUMN among BIGINT;
