ALTER TABLE kernel_token ADD COLUMN certificate TEXT;
ALTER TABLE kernel_token ADD COLUMN topics TEXT;
ALTER TABLE kernel_token ADD COLUMN limits TEXT;
CREATE INDEX kernel_token_certificate ON kernel_token (certificate);
