CREATE TABLE energy_works (
  id BIGINT PRIMARY KEY,
  contract TEXT NOT NULL,
  root TEXT NOT NULL
);
CREATE TABLE energy_works_load (
  asset_id BIGINT PRIMARY KEY,
  earliest BIGINT NOT NULL,
  latest BIGINT NOT NULL,
  quarters BIGINT NOT NULL
);
