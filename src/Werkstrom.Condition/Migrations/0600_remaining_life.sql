CREATE TABLE condition_life (
  asset_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  method TEXT NOT NULL,
  part_key TEXT NOT NULL,
  lower_days DOUBLE PRECISION NOT NULL,
  middle_days DOUBLE PRECISION NOT NULL,
  upper_days DOUBLE PRECISION NOT NULL,
  share DOUBLE PRECISION NOT NULL,
  version BIGINT,
  is_low BIGINT NOT NULL,
  PRIMARY KEY (asset_id, at_ms)
);
CREATE TABLE condition_life_asset (
  asset_id BIGINT PRIMARY KEY,
  wanted_days DOUBLE PRECISION NOT NULL,
  shift_minutes BIGINT NOT NULL
);
CREATE TABLE condition_life_word (
  source TEXT PRIMARY KEY,
  asset_id BIGINT NOT NULL,
  verdict TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  part TEXT NOT NULL
);
