CREATE TABLE connect_rule (
  position BIGINT PRIMARY KEY,
  measurement TEXT NOT NULL,
  tags TEXT NOT NULL,
  path TEXT NOT NULL,
  unit TEXT NOT NULL,
  kind TEXT NOT NULL
);
CREATE TABLE connect_rule_edition (
  id BIGINT PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  rules TEXT NOT NULL
);
CREATE TABLE connect_source (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  first_seen_ms BIGINT NOT NULL,
  last_seen_ms BIGINT NOT NULL,
  accepted BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  late BIGINT NOT NULL,
  duplicates BIGINT NOT NULL,
  forgotten BIGINT NOT NULL
);
CREATE TABLE connect_dead_letter (
  id BIGINT PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  context TEXT NOT NULL,
  line BIGINT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  raw TEXT NOT NULL,
  is_base64 BIGINT NOT NULL,
  is_cut BIGINT NOT NULL,
  bytes BIGINT NOT NULL
);
CREATE INDEX connect_dead_letter_source ON connect_dead_letter (source, id);
CREATE INDEX connect_dead_letter_reason ON connect_dead_letter (reason, id);
