CREATE TABLE energy_share_group (
  id BIGINT PRIMARY KEY,
  region TEXT NOT NULL,
  tariff TEXT NOT NULL,
  customers BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  end_day BIGINT,
  formed_ms BIGINT NOT NULL,
  closed_ms BIGINT
);
CREATE TABLE energy_share_member (
  group_id BIGINT NOT NULL,
  customer TEXT NOT NULL,
  malo TEXT NOT NULL,
  PRIMARY KEY (group_id, customer, malo)
);
CREATE INDEX energy_share_member_customer ON energy_share_member (customer);
CREATE TABLE energy_share_day (
  group_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  finest TEXT NOT NULL,
  wh TEXT NOT NULL,
  reason TEXT NOT NULL,
  published_ms BIGINT NOT NULL,
  PRIMARY KEY (group_id, day)
);
CREATE INDEX energy_share_day_day ON energy_share_day (day);
