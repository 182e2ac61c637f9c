CREATE TABLE kernel_signal_watch (
  signal_id BIGINT PRIMARY KEY,
  learned_us BIGINT,
  silent_event_id BIGINT
);
