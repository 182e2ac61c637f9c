CREATE TABLE kernel_record_type (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  fields TEXT NOT NULL,
  version BIGINT NOT NULL,
  is_built_in BIGINT NOT NULL,
  created_ms BIGINT NOT NULL
);
