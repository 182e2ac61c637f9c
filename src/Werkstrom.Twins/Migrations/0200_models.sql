-- the 3D model (GLB) that was given for an asset; the file lies below twins-models/ in the data folder, named by its hash
CREATE TABLE twins_model (
  asset_id BIGINT PRIMARY KEY,
  hash TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  given_ms BIGINT NOT NULL
);
