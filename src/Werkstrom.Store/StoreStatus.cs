namespace Werkstrom.Store;

/// <summary>How the Store is, at a moment.</summary>
/// <param name="IsOpen">False until the start is done, and after the stop.</param>
/// <param name="QueuedSamples">Samples that wait for the log.</param>
/// <param name="QueueLimit">How many may wait.</param>
/// <param name="PendingSamples">Acknowledged samples that wait for DuckDB.</param>
/// <param name="Position">How many samples the log ever took.</param>
/// <param name="LogBytes">Bytes of the ingest log.</param>
/// <param name="DatabaseBytes">Bytes of <c>store.duckdb</c> and its own log.</param>
/// <param name="ArchiveBytes">Bytes of the archive.</param>
/// <param name="CommittedAt">When DuckDB committed last; null when not since the start.</param>
/// <param name="ClosedDays">How many days are closed.</param>
/// <param name="WaitingDays">How many days wait for closing, today included.</param>
/// <param name="LateSamples">Samples that came for closed days and wait to be merged.</param>
/// <param name="Duplicates">Samples that a later one of the same instant replaced, counted at closing, since the start.</param>
/// <param name="CommitFailures">Commits in a row that failed; 0 when all is well.</param>
/// <param name="CorruptSegments">Log files that were damaged at the last start; copies are kept as <c>*.corrupt</c>.</param>
/// <param name="LostSamples">Acknowledged samples that the log had lost at the last start; 0 unless the disk is damaged.</param>
/// <param name="Trouble">What is wrong, in English, or null.</param>
public sealed record StoreStatus(
    bool IsOpen, int QueuedSamples, int QueueLimit, long PendingSamples, long Position, long LogBytes, long DatabaseBytes, long ArchiveBytes,
    DateTimeOffset? CommittedAt, int ClosedDays, int WaitingDays, long LateSamples, long Duplicates, int CommitFailures,
    int CorruptSegments, long LostSamples, string? Trouble);
