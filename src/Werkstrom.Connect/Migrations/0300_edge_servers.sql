CREATE TABLE connect_edge_server (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  asset_id BIGINT NOT NULL,
  security TEXT NOT NULL,
  user_name TEXT NOT NULL,
  password TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  token_id BIGINT NOT NULL,
  token_key TEXT NOT NULL,
  is_started BIGINT NOT NULL,
  created_at_ms BIGINT NOT NULL
);
CREATE TABLE connect_edge_point (
  id BIGINT PRIMARY KEY,
  server_id BIGINT NOT NULL,
  address TEXT NOT NULL,
  path TEXT NOT NULL,
  unit TEXT NOT NULL,
  settings TEXT NOT NULL,
  UNIQUE (server_id, address),
  UNIQUE (server_id, path)
);
