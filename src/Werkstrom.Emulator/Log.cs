using Microsoft.Extensions.Logging;

namespace Werkstrom.Emulator;

static partial class Log
{
    [LoggerMessage(5001, LogLevel.Warning, "The server refused samples with {Status}: {Answer}")]
    public static partial void Refused(this ILogger log, int status, string answer);

    [LoggerMessage(5002, LogLevel.Warning, "The server is not reached, the samples wait: {Reason}")]
    public static partial void NotReached(this ILogger log, string reason);

    [LoggerMessage(5005, LogLevel.Information, "The server is reached again, {Waiting} messages waited")]
    public static partial void ReachedAgain(this ILogger log, int waiting);

    [LoggerMessage(5003, LogLevel.Information, "The emulated plant has {Samples} samples of history, made in {Seconds:0.0} s")]
    public static partial void HistoryLoaded(this ILogger log, long samples, double seconds);

    [LoggerMessage(5004, LogLevel.Information, "The emulated plant sends {Signals} signals every second")]
    public static partial void Sending(this ILogger log, int signals);
}
