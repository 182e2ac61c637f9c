ALTER TABLE kernel_person DROP COLUMN failures;
ALTER TABLE kernel_person DROP COLUMN locked_until_ms;
