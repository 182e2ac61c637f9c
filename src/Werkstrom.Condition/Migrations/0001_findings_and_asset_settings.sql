CREATE TABLE condition_finding (
  id BIGINT PRIMARY KEY,
  asset_id BIGINT NOT NULL,
  signal_id BIGINT,
  kind TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  since_ms BIGINT NOT NULL,
  ended_ms BIGINT,
  score DOUBLE PRECISION NOT NULL,
  value DOUBLE PRECISION,
  usual DOUBLE PRECISION,
  spread DOUBLE PRECISION,
  furthest DOUBLE PRECISION,
  rule_id BIGINT,
  is_past BIGINT NOT NULL,
  case_id BIGINT,
  was_real BIGINT
);
CREATE INDEX condition_finding_at ON condition_finding (at_ms);
CREATE INDEX condition_finding_case ON condition_finding (case_id);
CREATE TABLE condition_asset (
  asset_id BIGINT PRIMARY KEY,
  sensitivity DOUBLE PRECISION,
  is_watched BIGINT
);
