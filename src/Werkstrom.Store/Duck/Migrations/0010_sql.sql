-- The registry's assets and signals, copied here when they change, so that SQL can join them.
CREATE TABLE sql_signal (
  id INTEGER NOT NULL, path VARCHAR NOT NULL, title VARCHAR, unit VARCHAR NOT NULL, kind VARCHAR NOT NULL, asset_id INTEGER NOT NULL,
  expected_s DOUBLE, factor DOUBLE NOT NULL, shift DOUBLE NOT NULL);
CREATE TABLE sql_asset (id INTEGER NOT NULL, parent_id INTEGER, path VARCHAR NOT NULL, kind VARCHAR NOT NULL, title VARCHAR);
