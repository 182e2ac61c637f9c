CREATE TABLE energy_lab (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  population TEXT NOT NULL,
  wish TEXT NOT NULL,
  result TEXT NOT NULL,
  hash TEXT NOT NULL,
  is_shared BIGINT NOT NULL,
  made_ms BIGINT NOT NULL,
  made_by TEXT NOT NULL
);
