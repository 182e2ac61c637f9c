CREATE TABLE energy_delivery_point (
  malo TEXT PRIMARY KEY,
  melo TEXT,
  meter_operator TEXT NOT NULL,
  grid_operator TEXT NOT NULL,
  fuse_amperes BIGINT,
  register_digits BIGINT,
  signal_id BIGINT,
  signal_kind TEXT NOT NULL,
  created_ms BIGINT NOT NULL
);
CREATE TABLE energy_meter_letter (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  sender TEXT NOT NULL,
  reasons TEXT NOT NULL,
  count BIGINT NOT NULL,
  taken BIGINT NOT NULL,
  received_ms BIGINT NOT NULL,
  tried_ms BIGINT NOT NULL
);
