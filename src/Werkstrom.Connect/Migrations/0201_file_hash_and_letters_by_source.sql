ALTER TABLE connect_import ADD COLUMN content_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE connect_import ADD COLUMN repeated_count BIGINT NOT NULL DEFAULT 0;
CREATE INDEX connect_import_content_hash ON connect_import (content_hash);
CREATE INDEX connect_dead_letter_group ON connect_dead_letter (source, reason, id);
DROP INDEX connect_dead_letter_source;
