-- Rows of records as they hold now, and every former revision of them. fields is a JSON object; its type is defined in the registry.
CREATE TABLE record (
  id BIGINT NOT NULL, type VARCHAR NOT NULL, type_version INTEGER NOT NULL, revision INTEGER NOT NULL, asset_id INTEGER,
  starts TIMESTAMP NOT NULL, ends TIMESTAMP, origin VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL,
  is_withdrawn BOOLEAN NOT NULL, fields VARCHAR NOT NULL);
CREATE TABLE record_history AS FROM record;
