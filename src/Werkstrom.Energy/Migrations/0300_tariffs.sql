CREATE TABLE energy_tariff (
  id BIGINT PRIMARY KEY,
  key TEXT NOT NULL,
  version BIGINT NOT NULL,
  definition TEXT NOT NULL,
  is_retired BIGINT NOT NULL,
  note TEXT NOT NULL,
  made_ms BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  UNIQUE (key, version)
);
CREATE TABLE energy_rate (
  id BIGINT PRIMARY KEY,
  row_number BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  value_mc BIGINT NOT NULL,
  unit TEXT NOT NULL,
  from_day BIGINT NOT NULL,
  until_day BIGINT,
  is_checked BIGINT NOT NULL,
  source TEXT NOT NULL,
  is_removed BIGINT NOT NULL,
  made_ms BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  UNIQUE (row_number, version)
);
