-- runs of operations that nobody waits for: by their handles, until an hour after their end, over a restart too
CREATE TABLE twins_operation_run (
  handle TEXT PRIMARY KEY,
  submodel TEXT NOT NULL,
  path TEXT NOT NULL,
  is_value_only BIGINT NOT NULL,
  owner TEXT NOT NULL,
  begun_ms BIGINT NOT NULL,
  ended_ms BIGINT,
  state TEXT NOT NULL,
  outputs BYTEA,
  inoutputs BYTEA,
  message TEXT
);
CREATE INDEX twins_operation_run_ended ON twins_operation_run (ended_ms);
