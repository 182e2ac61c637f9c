CREATE TABLE kernel_event (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  level TEXT NOT NULL,
  asset_id BIGINT,
  from_ms BIGINT NOT NULL,
  to_ms BIGINT,
  is_open BIGINT NOT NULL,
  text TEXT NOT NULL,
  source TEXT NOT NULL
);
CREATE INDEX kernel_event_from ON kernel_event (from_ms);
CREATE INDEX kernel_event_open ON kernel_event (is_open, from_ms);
CREATE TABLE kernel_agreement (
  id BIGINT PRIMARY KEY,
  party TEXT NOT NULL,
  party_fold TEXT NOT NULL,
  title TEXT NOT NULL,
  scope TEXT NOT NULL,
  may_write BIGINT NOT NULL,
  purpose TEXT NOT NULL,
  resolution TEXT NOT NULL,
  valid_from_ms BIGINT NOT NULL,
  valid_to_ms BIGINT,
  state TEXT NOT NULL,
  activated_ms BIGINT,
  activated_by TEXT,
  revoked_ms BIGINT,
  revoked_by TEXT,
  created_ms BIGINT NOT NULL
);
CREATE INDEX kernel_agreement_party ON kernel_agreement (party_fold);
