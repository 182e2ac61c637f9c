CREATE TABLE energy_region (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  price_zone TEXT NOT NULL,
  federal_state TEXT NOT NULL,
  postal_codes TEXT NOT NULL,
  sources TEXT NOT NULL
);

CREATE TABLE energy_index_plant (
  id BIGINT PRIMARY KEY,
  region TEXT NOT NULL,
  technology TEXT NOT NULL,
  watts BIGINT NOT NULL,
  postal_code TEXT NOT NULL,
  first_day BIGINT NOT NULL,
  end_day BIGINT
);

CREATE INDEX energy_index_plant_region ON energy_index_plant (region);

CREATE TABLE energy_index_input (
  id BIGINT PRIMARY KEY,
  region TEXT NOT NULL,
  day BIGINT NOT NULL,
  version BIGINT NOT NULL,
  inputs TEXT NOT NULL,
  hash TEXT NOT NULL,
  received_ms BIGINT NOT NULL,
  UNIQUE (region, day, version)
);

CREATE TABLE energy_index_frozen (
  id BIGINT PRIMARY KEY,
  region TEXT NOT NULL,
  day BIGINT NOT NULL,
  basis TEXT NOT NULL,
  is_late BIGINT NOT NULL,
  frozen_ms BIGINT NOT NULL,
  inputs TEXT NOT NULL,
  hash TEXT NOT NULL,
  jws TEXT NOT NULL,
  UNIQUE (region, day)
);

CREATE TABLE energy_index_forecast (
  id BIGINT PRIMARY KEY,
  region TEXT NOT NULL,
  day BIGINT NOT NULL,
  issued_ms BIGINT NOT NULL,
  is_afterwards BIGINT NOT NULL,
  low TEXT NOT NULL,
  middle TEXT NOT NULL,
  high TEXT NOT NULL
);

CREATE INDEX energy_index_forecast_day ON energy_index_forecast (region, day);

CREATE TABLE energy_carbon (
  name TEXT PRIMARY KEY,
  csv TEXT NOT NULL
);
