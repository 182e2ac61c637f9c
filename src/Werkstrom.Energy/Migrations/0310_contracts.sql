CREATE TABLE energy_customer (
  number TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  street TEXT NOT NULL,
  postcode TEXT NOT NULL,
  city TEXT NOT NULL,
  mail TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  erased_ms BIGINT
);
CREATE TABLE energy_contract (
  id BIGINT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  customer TEXT NOT NULL,
  malo TEXT NOT NULL,
  asset_id BIGINT NOT NULL,
  tariff TEXT NOT NULL,
  federal_state TEXT NOT NULL,
  town TEXT NOT NULL,
  grid_operator TEXT NOT NULL,
  area TEXT NOT NULL,
  metering TEXT NOT NULL,
  has_module1 BIGINT NOT NULL,
  profile TEXT,
  annual_wh BIGINT NOT NULL,
  first_quarter BIGINT NOT NULL,
  end_quarter BIGINT,
  region TEXT,
  agreement_id BIGINT NOT NULL,
  term_day BIGINT,
  notice_days BIGINT NOT NULL,
  follows TEXT,
  created_ms BIGINT NOT NULL
);
CREATE INDEX energy_contract_malo ON energy_contract (malo, first_quarter);
CREATE INDEX energy_contract_customer ON energy_contract (customer);
CREATE INDEX energy_contract_first ON energy_contract (first_quarter);
