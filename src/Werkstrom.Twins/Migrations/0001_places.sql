-- where a person put an asset in the scene: metres within the asset above it, degrees clockwise seen from above
CREATE TABLE twins_place (
  asset_id BIGINT PRIMARY KEY,
  x DOUBLE PRECISION NOT NULL,
  z DOUBLE PRECISION NOT NULL,
  turn DOUBLE PRECISION NOT NULL
);
