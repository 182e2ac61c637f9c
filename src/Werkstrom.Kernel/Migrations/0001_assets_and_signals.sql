CREATE TABLE kernel_counter (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
CREATE TABLE kernel_asset (
  id BIGINT PRIMARY KEY,
  parent_id BIGINT REFERENCES kernel_asset (id),
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  path TEXT NOT NULL,
  path_fold TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT,
  position BIGINT NOT NULL DEFAULT 0,
  created_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX kernel_asset_name ON kernel_asset (COALESCE(parent_id, 0), name_fold);
CREATE TABLE kernel_signal (
  id BIGINT PRIMARY KEY,
  asset_id BIGINT NOT NULL REFERENCES kernel_asset (id),
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  path TEXT NOT NULL,
  path_fold TEXT NOT NULL,
  title TEXT,
  unit TEXT NOT NULL,
  stored_unit TEXT NOT NULL,
  factor DOUBLE PRECISION NOT NULL DEFAULT 1,
  "offset" DOUBLE PRECISION NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  expected_interval_us BIGINT,
  low_alarm DOUBLE PRECISION,
  low_warning DOUBLE PRECISION,
  high_warning DOUBLE PRECISION,
  high_alarm DOUBLE PRECISION,
  retention_days BIGINT,
  is_archived BIGINT NOT NULL DEFAULT 0,
  created_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX kernel_signal_name ON kernel_signal (asset_id, name_fold);
CREATE TABLE kernel_path_alias (
  kind TEXT NOT NULL,
  path_fold TEXT NOT NULL,
  path TEXT NOT NULL,
  target_id BIGINT NOT NULL,
  created_ms BIGINT NOT NULL,
  PRIMARY KEY (kind, path_fold)
);
CREATE INDEX kernel_path_alias_target ON kernel_path_alias (kind, target_id);
CREATE TABLE kernel_signal_merge (
  from_id BIGINT PRIMARY KEY,
  into_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  is_done BIGINT NOT NULL
);
CREATE TABLE kernel_signal_state (
  signal_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (signal_id, number)
);
CREATE UNIQUE INDEX kernel_signal_state_text ON kernel_signal_state (signal_id, text);
CREATE TABLE kernel_asset_merge (
  from_id BIGINT PRIMARY KEY,
  into_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL
);
