CREATE TABLE energy_source (
  key TEXT PRIMARY KEY,
  is_on BIGINT NOT NULL,
  address TEXT NOT NULL,
  zone TEXT NOT NULL,
  place TEXT NOT NULL,
  fetch_from TEXT NOT NULL,
  secret TEXT NOT NULL
);
CREATE TABLE energy_source_state (
  key TEXT PRIMARY KEY,
  tried_ms BIGINT,
  good_ms BIGINT,
  next_ms BIGINT,
  failures BIGINT NOT NULL,
  reason TEXT NOT NULL,
  steps TEXT NOT NULL,
  missing BIGINT NOT NULL,
  tags TEXT NOT NULL
);
CREATE TABLE energy_source_letter (
  id BIGINT PRIMARY KEY,
  source TEXT NOT NULL,
  first_ms BIGINT NOT NULL,
  last_ms BIGINT NOT NULL,
  count BIGINT NOT NULL,
  address TEXT NOT NULL,
  faults TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (source, hash)
);
