CREATE TABLE energy_price_state (
  tariff TEXT PRIMARY KEY,
  state BIGINT NOT NULL,
  until_day BIGINT NOT NULL
);
