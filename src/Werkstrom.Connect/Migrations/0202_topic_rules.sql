CREATE TABLE connect_topic_rule (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  is_on BIGINT NOT NULL,
  text TEXT NOT NULL
);
ALTER TABLE connect_rule_edition ADD COLUMN book TEXT NOT NULL DEFAULT 'line';
