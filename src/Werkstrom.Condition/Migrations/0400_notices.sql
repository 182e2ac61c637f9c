CREATE TABLE condition_notice_receiver (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  person_id BIGINT UNIQUE,
  address TEXT NOT NULL,
  form TEXT NOT NULL,
  language TEXT NOT NULL,
  zone TEXT NOT NULL,
  quiet TEXT NOT NULL,
  act_breaks BIGINT NOT NULL,
  per_hour BIGINT NOT NULL,
  is_on BIGINT NOT NULL
);
CREATE TABLE condition_notice_rule (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  asset_id BIGINT,
  only_act BIGINT NOT NULL,
  on_new BIGINT NOT NULL,
  on_assigned BIGINT NOT NULL,
  on_closed BIGINT NOT NULL,
  steps TEXT NOT NULL,
  is_on BIGINT NOT NULL
);
CREATE TABLE condition_notice (
  id BIGINT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  rule_id BIGINT NOT NULL,
  receiver_id BIGINT NOT NULL,
  occasion TEXT NOT NULL,
  record_id BIGINT NOT NULL,
  step BIGINT NOT NULL,
  is_act BIGINT NOT NULL,
  made_ms BIGINT NOT NULL,
  due_ms BIGINT NOT NULL,
  state TEXT NOT NULL,
  message_key TEXT,
  sent_ms BIGINT
);
CREATE INDEX condition_notice_due ON condition_notice (state, due_ms);
CREATE INDEX condition_notice_record ON condition_notice (record_id);
CREATE TABLE condition_notice_mark (
  id BIGINT PRIMARY KEY,
  changed_ms BIGINT NOT NULL
);
