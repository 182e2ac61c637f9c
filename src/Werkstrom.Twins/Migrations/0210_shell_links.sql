-- shells that came from elsewhere, like the maker's, and the asset they are about; a model that was taken from a shell says which file it is
CREATE TABLE twins_shell_link (
  asset_id BIGINT NOT NULL,
  shell_id TEXT NOT NULL,
  PRIMARY KEY (asset_id, shell_id)
);
ALTER TABLE twins_model ADD COLUMN source TEXT;
