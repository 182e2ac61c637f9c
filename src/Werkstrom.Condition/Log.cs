using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition;

static partial class Log
{
    [LoggerMessage(6001, LogLevel.Error, "Signals could not be looked at; it is tried again")]
    public static partial void LookFailed(this ILogger log, Exception error);

    [LoggerMessage(6002, LogLevel.Error, "{Count} signals could not be learned from what is stored; it is tried again")]
    public static partial void LearnFailed(this ILogger log, int count, Exception error);

    [LoggerMessage(6003, LogLevel.Error, "What was learned could not be saved; after a restart it is learned again from the samples since the last time")]
    public static partial void NotSaved(this ILogger log, Exception error);
}
