CREATE TABLE energy_partner (
  region TEXT PRIMARY KEY,
  is_on BIGINT NOT NULL,
  address TEXT NOT NULL,
  remote TEXT NOT NULL,
  secret TEXT NOT NULL,
  key_id TEXT NOT NULL
);
CREATE TABLE energy_partner_state (
  region TEXT PRIMARY KEY,
  tried_ms BIGINT,
  good_ms BIGINT,
  next_ms BIGINT,
  failures BIGINT NOT NULL,
  reason TEXT NOT NULL,
  last_day BIGINT,
  last_hash TEXT NOT NULL
);
