CREATE TABLE cooperation_pilot (
  id BIGINT PRIMARY KEY,
  title TEXT NOT NULL,
  question TEXT NOT NULL,
  partner_a TEXT NOT NULL,
  partner_b TEXT NOT NULL,
  starts BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  laboratory TEXT NOT NULL,
  tariff TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  ended_ms BIGINT,
  follow_up TEXT NOT NULL
);

CREATE TABLE cooperation_part (
  id BIGINT PRIMARY KEY,
  pilot_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  side TEXT NOT NULL,
  since_ms BIGINT NOT NULL,
  UNIQUE (pilot_id, person_id)
);
