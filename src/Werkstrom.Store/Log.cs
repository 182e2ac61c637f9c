using Microsoft.Extensions.Logging;

namespace Werkstrom.Store;

static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "The Store is open: {Replayed} samples replayed from the log, {Days} days closed, {Milliseconds} ms.")]
    public static partial void StoreOpen(this ILogger log, long replayed, int days, long milliseconds);

    [LoggerMessage(2002, LogLevel.Information, "The last write to {File} was not finished; {Bytes} bytes that nobody was told about were cut off.")]
    public static partial void TornTail(this ILogger log, string file, long bytes);

    [LoggerMessage(2003, LogLevel.Error, "{File} is damaged from byte {From} to {To}. The rest is read; the file is kept as {Copy}.")]
    public static partial void CorruptFrame(this ILogger log, string file, long from, long to, string copy);

    [LoggerMessage(2004, LogLevel.Error, "{Samples} acknowledged samples before {File} are not in the log and are lost. Check the disk.")]
    public static partial void LostSamples(this ILogger log, long samples, string file);

    [LoggerMessage(2005, LogLevel.Error, "The log cannot be written: {Reason}. Writers are refused until it can.")]
    public static partial void LogRefused(this ILogger log, string reason);

    [LoggerMessage(2006, LogLevel.Information, "The log can be written again.")]
    public static partial void LogAgain(this ILogger log);

    [LoggerMessage(2007, LogLevel.Error, "DuckDB cannot commit {Samples} samples (they are safe in the log): {Reason}. Next try in {Milliseconds} ms.")]
    public static partial void CommitFailed(this ILogger log, long samples, string reason, int milliseconds);

    [LoggerMessage(2012, LogLevel.Debug, "The checkpoint waits for another transaction: {Reason}")]
    public static partial void CheckpointPut(this ILogger log, string reason);

    [LoggerMessage(2008, LogLevel.Debug, "Closed {Span}: {Samples} samples, {Duplicates} duplicates, {Milliseconds} ms.")]
    public static partial void Closed(this ILogger log, string span, long samples, long duplicates, long milliseconds);

    [LoggerMessage(2009, LogLevel.Error, "Closing {Span} failed and is tried again later: {Reason}")]
    public static partial void CloseFailed(this ILogger log, string span, string reason);

    [LoggerMessage(2010, LogLevel.Error, "A worker of the Store failed; it goes on.")]
    public static partial void WorkerFailed(this ILogger log, Exception error);

    [LoggerMessage(2014, LogLevel.Warning, "DuckDB has given up after a failed write; the Store closes its file and opens it again.")]
    public static partial void Reopening(this ILogger log);

    [LoggerMessage(2013, LogLevel.Error, "The Store's file cannot be opened again and is tried once a second; nothing acknowledged is lost: {Reason}")]
    public static partial void ReopenFailed(this ILogger log, string reason);

    [LoggerMessage(2011, LogLevel.Information, "Backup written to {Folder}: {Bytes} bytes, {Milliseconds} ms.")]
    public static partial void BackedUp(this ILogger log, string folder, long bytes, long milliseconds);
}
