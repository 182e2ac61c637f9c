CREATE TABLE kernel_person (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  mail TEXT NOT NULL,
  mail_key TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  password_hash TEXT,
  must_change_password BIGINT NOT NULL,
  stamp TEXT NOT NULL,
  language TEXT,
  failures BIGINT NOT NULL,
  locked_until_ms BIGINT,
  created_ms BIGINT NOT NULL,
  last_login_ms BIGINT
);
CREATE TABLE kernel_token (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  hint TEXT NOT NULL,
  person_id BIGINT REFERENCES kernel_person (id),
  device TEXT,
  scopes BIGINT NOT NULL,
  asset_id BIGINT,
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT,
  last_used_ms BIGINT,
  revoked_ms BIGINT
);
CREATE TABLE kernel_link (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES kernel_person (id),
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  used_ms BIGINT
);
CREATE INDEX kernel_link_person ON kernel_link (person_id);
