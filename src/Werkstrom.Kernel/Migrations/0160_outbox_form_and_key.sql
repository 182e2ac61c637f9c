ALTER TABLE kernel_outbox ADD COLUMN form TEXT NOT NULL DEFAULT 'plain';
ALTER TABLE kernel_outbox ADD COLUMN message_key TEXT;
CREATE UNIQUE INDEX kernel_outbox_message_key ON kernel_outbox (message_key);
