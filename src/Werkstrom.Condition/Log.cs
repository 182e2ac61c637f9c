using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition;

static partial class Log
{
    [LoggerMessage(6001, LogLevel.Error, "Signals could not be looked at; it is tried again")]
    public static partial void LookFailed(this ILogger log, Exception error);

    [LoggerMessage(6009, LogLevel.Error, "Failures could not be read for the twins; it is tried again")]
    public static partial void ReliabilityUnread(this ILogger log, Exception error);

    [LoggerMessage(6002, LogLevel.Error, "{Count} signals could not be learned from what is stored; it is tried again")]
    public static partial void LearnFailed(this ILogger log, int count, Exception error);

    [LoggerMessage(6004, LogLevel.Error, "{Count} findings of the past could not be kept; it is tried again")]
    public static partial void NotTold(this ILogger log, int count, Exception error);
}
