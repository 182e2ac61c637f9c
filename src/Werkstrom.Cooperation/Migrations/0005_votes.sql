CREATE TABLE cooperation_vote (
  id BIGINT PRIMARY KEY,
  idea_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  UNIQUE (idea_id, person_id)
);

ALTER TABLE cooperation_idea ADD COLUMN laboratory TEXT NOT NULL DEFAULT '';
