CREATE TABLE condition_rule (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  is_on BIGINT NOT NULL,
  severity TEXT NOT NULL,
  kind TEXT NOT NULL,
  signal_id BIGINT,
  asset_id BIGINT,
  signal_name TEXT,
  signal_unit TEXT,
  unit TEXT NOT NULL,
  limit_value DOUBLE PRECISION NOT NULL,
  release DOUBLE PRECISION,
  lasting_us BIGINT NOT NULL,
  window_us BIGINT NOT NULL,
  terms TEXT
);
