-- files of documents: what a file element, a thumbnail or a package holds; they go with their document
CREATE TABLE twins_file (
  path TEXT PRIMARY KEY,
  owner BIGINT NOT NULL,
  content_type TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes BYTEA NOT NULL
);
CREATE INDEX twins_file_owner ON twins_file (owner);
