CREATE TABLE energy_portfolio (
  month_day BIGINT NOT NULL,
  tariff TEXT NOT NULL,
  contracts BIGINT NOT NULL,
  customers BIGINT NOT NULL,
  begun BIGINT NOT NULL,
  ended BIGINT NOT NULL,
  lost BIGINT NOT NULL,
  gaps BIGINT NOT NULL,
  wh BIGINT NOT NULL,
  measured_wh BIGINT NOT NULL,
  unpriced_wh BIGINT NOT NULL,
  revenue BIGINT NOT NULL,
  procured_wh BIGINT NOT NULL,
  procured_revenue BIGINT NOT NULL,
  procurement BIGINT NOT NULL,
  shared_wh BIGINT NOT NULL,
  green_wh BIGINT NOT NULL,
  is_whole BIGINT NOT NULL,
  mark TEXT NOT NULL,
  fault TEXT,
  made_ms BIGINT NOT NULL,
  PRIMARY KEY (month_day, tariff)
);
CREATE TABLE energy_contact_note (
  record_id BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  customer TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (record_id, revision)
);
CREATE INDEX energy_contact_note_customer ON energy_contact_note (customer);
CREATE INDEX energy_contract_end ON energy_contract (end_quarter);
CREATE INDEX energy_contract_tariff ON energy_contract (tariff);
CREATE INDEX energy_customer_postcode ON energy_customer (postcode);
