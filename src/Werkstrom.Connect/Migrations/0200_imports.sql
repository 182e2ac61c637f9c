CREATE TABLE connect_import (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  state TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  format TEXT NOT NULL,
  proposal TEXT NOT NULL,
  problems TEXT NOT NULL,
  by_name TEXT NOT NULL,
  created_at_ms BIGINT NOT NULL,
  started_at_ms BIGINT,
  finished_at_ms BIGINT,
  row_count BIGINT NOT NULL,
  sample_count BIGINT NOT NULL,
  overwritten_count BIGINT NOT NULL,
  missing_count BIGINT NOT NULL,
  bad_count BIGINT NOT NULL,
  undone_frames BIGINT NOT NULL,
  undone_count BIGINT NOT NULL,
  kept_count BIGINT NOT NULL,
  error TEXT
);
CREATE TABLE connect_import_format (
  fingerprint TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  used_at_ms BIGINT NOT NULL
);
