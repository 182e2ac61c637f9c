-- shells, submodels, concept descriptions, descriptors and what else has an identifier: canonical JSON, listed by number
CREATE TABLE twins_document (
  number BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  id_key TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  body BYTEA NOT NULL
);
CREATE INDEX twins_document_kind ON twins_document (kind, number);

-- by what a document is found: a hash of kind, attribute and value
CREATE TABLE twins_document_key (
  key TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (key, number)
);
CREATE INDEX twins_document_key_number ON twins_document_key (number);

-- values written since the body of their submodel was, so that one value does not write the whole body again
CREATE TABLE twins_document_value (
  number BIGINT NOT NULL,
  path TEXT NOT NULL,
  version BIGINT NOT NULL,
  element BYTEA NOT NULL,
  PRIMARY KEY (number, path)
);
