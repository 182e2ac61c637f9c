-- One row: everything before this position of the log is in the tables. Written in the transaction of the samples themselves.
CREATE TABLE ingest_state (position BIGINT NOT NULL);
INSERT INTO ingest_state VALUES (0);

-- Samples of days that are not closed, in order of arrival. seq = position in the log; of equal (signal_id, ts) the greatest seq holds.
CREATE TABLE sample_hot (signal_id INTEGER NOT NULL, ts TIMESTAMP NOT NULL, value DOUBLE NOT NULL, quality UTINYINT NOT NULL, seq BIGINT NOT NULL);

-- Samples of closed days, one per (signal_id, ts), sorted by signal_id and ts within a day, later within a month.
CREATE TABLE sample_closed (signal_id INTEGER NOT NULL, ts TIMESTAMP NOT NULL, value DOUBLE NOT NULL, quality UTINYINT NOT NULL);

-- Samples that came for closed days. They outrank sample_closed, unless seq is -2 (of a merged signal).
CREATE TABLE sample_late (signal_id INTEGER NOT NULL, ts TIMESTAMP NOT NULL, value DOUBLE NOT NULL, quality UTINYINT NOT NULL, seq BIGINT NOT NULL);

-- Figures of every closed hour that has samples of good or uncertain quality. See README.md, "Hourly figures".
CREATE TABLE sample_1h (
  signal_id INTEGER NOT NULL, hour TIMESTAMP NOT NULL, n BIGINT NOT NULL,
  min DOUBLE NOT NULL, min_ts TIMESTAMP NOT NULL, max DOUBLE NOT NULL, max_ts TIMESTAMP NOT NULL,
  first DOUBLE NOT NULL, first_ts TIMESTAMP NOT NULL, last DOUBLE NOT NULL, last_ts TIMESTAMP NOT NULL,
  sum DOUBLE NOT NULL, integral DOUBLE NOT NULL, held DOUBLE NOT NULL, increase DOUBLE NOT NULL);

-- Days (since 1970) that are closed.
CREATE TABLE closed_day (day INTEGER NOT NULL, samples BIGINT NOT NULL, duplicates BIGINT NOT NULL);

-- Months (since 1970-01) that are sorted as a whole and archived.
CREATE TABLE closed_month (month INTEGER NOT NULL, samples BIGINT NOT NULL);

-- (signal, day) whose rows in sample_hot are not in order of time, or hold one instant twice.
CREATE TABLE sample_untidy (signal_id INTEGER NOT NULL, day INTEGER NOT NULL);

-- Last values as of a log position; what came later is found by seq.
CREATE TABLE sample_last (signal_id INTEGER NOT NULL, ts TIMESTAMP NOT NULL, value DOUBLE NOT NULL, quality UTINYINT NOT NULL);
CREATE TABLE sample_last_state (position BIGINT NOT NULL);
INSERT INTO sample_last_state VALUES (0);

-- Signals that were merged into others: samples still under way are re-keyed.
CREATE TABLE sample_merge (from_id INTEGER NOT NULL, into_id INTEGER NOT NULL);
