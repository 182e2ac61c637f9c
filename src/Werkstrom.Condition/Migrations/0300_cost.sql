CREATE TABLE condition_cost (
  asset_id BIGINT PRIMARY KEY,
  downtime_per_hour_mc BIGINT,
  planned_hours DOUBLE PRECISION,
  unplanned_hours DOUBLE PRECISION,
  part_cost_mc BIGINT
);
