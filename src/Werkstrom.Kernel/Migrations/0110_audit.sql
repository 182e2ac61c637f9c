CREATE TABLE kernel_audit (
  id TEXT PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  address TEXT,
  action TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_key TEXT NOT NULL,
  before_json TEXT,
  after_json TEXT
);
CREATE INDEX kernel_audit_at ON kernel_audit (at_ms);
CREATE INDEX kernel_audit_entity ON kernel_audit (entity, entity_key, at_ms);
