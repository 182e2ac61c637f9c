-- the one row that names this installation: identifiers of shells begin with it unless a base is set
CREATE TABLE twins_house (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL
);
