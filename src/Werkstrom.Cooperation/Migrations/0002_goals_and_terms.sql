CREATE TABLE cooperation_goal (
  id BIGINT PRIMARY KEY,
  pilot_id BIGINT NOT NULL,
  side TEXT NOT NULL,
  is_private BIGINT NOT NULL,
  text TEXT NOT NULL,
  criterion TEXT NOT NULL,
  stop_if TEXT NOT NULL,
  reached TEXT NOT NULL,
  reached_why TEXT NOT NULL
);

CREATE INDEX cooperation_goal_of ON cooperation_goal (pilot_id);

CREATE TABLE cooperation_terms (
  id BIGINT PRIMARY KEY,
  pilot_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  giver TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  resolution TEXT NOT NULL,
  purpose TEXT NOT NULL,
  from_day BIGINT NOT NULL,
  until_day BIGINT NOT NULL,
  state TEXT NOT NULL,
  offered_by TEXT NOT NULL,
  changed_ms BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  agreement_id BIGINT
);

CREATE INDEX cooperation_terms_of ON cooperation_terms (pilot_id);

CREATE TABLE cooperation_terms_step (
  id BIGINT PRIMARY KEY,
  terms_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  step TEXT NOT NULL,
  side TEXT NOT NULL,
  person TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  what TEXT NOT NULL
);

CREATE INDEX cooperation_terms_step_of ON cooperation_terms_step (terms_id);
