CREATE TABLE condition_case_mark (
  case_id BIGINT PRIMARY KEY,
  event_id BIGINT NOT NULL
);
CREATE TABLE condition_lesson (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL,
  finding_id BIGINT NOT NULL,
  asset_id BIGINT NOT NULL,
  signal_id BIGINT,
  kind TEXT NOT NULL,
  is_real BIGINT NOT NULL,
  before DOUBLE PRECISION NOT NULL,
  after DOUBLE PRECISION NOT NULL,
  at_ms BIGINT NOT NULL,
  author TEXT NOT NULL
);
CREATE INDEX condition_lesson_case ON condition_lesson (case_id);
