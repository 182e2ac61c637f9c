CREATE TABLE energy_series_day (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  day BIGINT NOT NULL,
  version BIGINT NOT NULL,
  numbers TEXT NOT NULL,
  source TEXT NOT NULL,
  published_ms BIGINT,
  received_ms BIGINT NOT NULL,
  seal TEXT,
  UNIQUE (name, day, version)
);
