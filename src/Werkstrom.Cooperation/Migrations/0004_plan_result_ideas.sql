CREATE TABLE cooperation_milestone (
  id BIGINT PRIMARY KEY,
  pilot_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  planned BIGINT NOT NULL,
  buffer_days BIGINT NOT NULL,
  due BIGINT NOT NULL,
  done BIGINT
);

CREATE INDEX cooperation_milestone_of ON cooperation_milestone (pilot_id);

CREATE TABLE cooperation_move (
  id BIGINT PRIMARY KEY,
  milestone_id BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,
  why TEXT NOT NULL,
  person TEXT NOT NULL,
  at_ms BIGINT NOT NULL
);

CREATE INDEX cooperation_move_of ON cooperation_move (milestone_id);

CREATE TABLE cooperation_decision (
  id BIGINT PRIMARY KEY,
  pilot_id BIGINT NOT NULL,
  what TEXT NOT NULL,
  why TEXT NOT NULL,
  alternatives TEXT NOT NULL,
  agreed TEXT NOT NULL,
  corrects_id BIGINT,
  person TEXT NOT NULL,
  at_ms BIGINT NOT NULL
);

CREATE INDEX cooperation_decision_of ON cooperation_decision (pilot_id);

CREATE TABLE cooperation_result (
  pilot_id BIGINT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  summary TEXT NOT NULL,
  lessons TEXT NOT NULL,
  agreed_a TEXT NOT NULL,
  agreed_b TEXT NOT NULL,
  published_ms BIGINT,
  content TEXT NOT NULL
);

CREATE TABLE cooperation_idea (
  id BIGINT PRIMARY KEY,
  title TEXT NOT NULL,
  problem TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  pilot_id BIGINT
);
