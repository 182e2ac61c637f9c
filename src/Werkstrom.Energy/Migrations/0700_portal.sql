CREATE TABLE energy_portal_account (
  person_id BIGINT NOT NULL,
  customer TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  PRIMARY KEY (person_id, customer)
);
CREATE INDEX energy_portal_account_customer ON energy_portal_account (customer);
CREATE TABLE energy_portal_letter (
  hash TEXT PRIMARY KEY,
  customer TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  used_ms BIGINT
);
CREATE INDEX energy_portal_letter_customer ON energy_portal_letter (customer);
CREATE TABLE energy_portal_consent (
  id BIGINT PRIMARY KEY,
  customer TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  threshold BIGINT,
  given_ms BIGINT NOT NULL,
  withdrawn_ms BIGINT
);
CREATE INDEX energy_portal_consent_customer ON energy_portal_consent (customer);
