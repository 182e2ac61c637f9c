CREATE TABLE cooperation_criterion (
  id BIGINT PRIMARY KEY,
  pilot_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  trial TEXT NOT NULL,
  name TEXT NOT NULL,
  is_at_least BIGINT NOT NULL,
  limit_value DOUBLE PRECISION,
  days BIGINT NOT NULL,
  verdict TEXT NOT NULL,
  reasons TEXT NOT NULL,
  judged_by TEXT NOT NULL
);

CREATE INDEX cooperation_criterion_of ON cooperation_criterion (pilot_id);

CREATE TABLE cooperation_connection (
  pilot_id BIGINT PRIMARY KEY,
  place TEXT NOT NULL,
  fault TEXT NOT NULL,
  region TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  address TEXT NOT NULL,
  secret TEXT NOT NULL
);

CREATE TABLE cooperation_check (
  id BIGINT PRIMARY KEY,
  pilot_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  place TEXT NOT NULL,
  fault TEXT NOT NULL,
  started_ms BIGINT NOT NULL,
  started_by TEXT NOT NULL,
  ended_ms BIGINT,
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  verdict TEXT NOT NULL
);

CREATE INDEX cooperation_check_of ON cooperation_check (pilot_id);

CREATE TABLE cooperation_finding (
  id BIGINT PRIMARY KEY,
  check_id BIGINT NOT NULL,
  criterion_id BIGINT NOT NULL,
  trial TEXT NOT NULL,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  measured DOUBLE PRECISION,
  limit_value DOUBLE PRECISION,
  is_at_least BIGINT NOT NULL,
  unit TEXT NOT NULL,
  evidence TEXT NOT NULL,
  advice TEXT NOT NULL
);

CREATE INDEX cooperation_finding_of ON cooperation_finding (check_id);
