ALTER TABLE condition_finding ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';
