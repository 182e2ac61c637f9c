CREATE TABLE energy_switch (
  id BIGINT PRIMARY KEY,
  tariff TEXT NOT NULL,
  first_quarter BIGINT NOT NULL,
  reason TEXT NOT NULL,
  words TEXT NOT NULL,
  filter TEXT NOT NULL,
  state TEXT NOT NULL,
  total BIGINT NOT NULL,
  done BIGINT NOT NULL,
  unknown TEXT NOT NULL,
  uncosted TEXT,
  maker TEXT NOT NULL,
  maker_name TEXT NOT NULL,
  made_ms BIGINT NOT NULL,
  runner_name TEXT,
  run_ms BIGINT,
  returner_name TEXT,
  ended_ms BIGINT,
  fault TEXT
);
CREATE TABLE energy_switch_row (
  switch_id BIGINT NOT NULL,
  contract TEXT NOT NULL,
  customer TEXT NOT NULL,
  malo TEXT NOT NULL,
  tariff TEXT NOT NULL,
  end_quarter BIGINT,
  state TEXT NOT NULL,
  next TEXT,
  faults TEXT NOT NULL,
  cents_before BIGINT,
  cents_after BIGINT,
  told TEXT,
  PRIMARY KEY (switch_id, contract)
);
CREATE INDEX energy_switch_row_state ON energy_switch_row (switch_id, state, contract);
CREATE INDEX energy_switch_row_next ON energy_switch_row (next);
CREATE INDEX energy_switch_row_contract ON energy_switch_row (contract);
