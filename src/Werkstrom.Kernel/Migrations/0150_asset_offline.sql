CREATE TABLE kernel_asset_offline (
  asset_id BIGINT PRIMARY KEY,
  since_ms BIGINT NOT NULL
);
