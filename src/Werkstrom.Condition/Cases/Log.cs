using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.Cases;

static partial class Log
{
    [LoggerMessage(6201, LogLevel.Error, "Who listens to changes of cases failed at case {Id}")]
    public static partial void ListenerFailed(this ILogger log, Exception error, long id);

    [LoggerMessage(6202, LogLevel.Error, "Cases could not be looked at; it is tried again")]
    public static partial void JudgeFailed(this ILogger log, Exception error);

    [LoggerMessage(6203, LogLevel.Information, "Case {Id} opened: {Title}, {Certainty} %, of {Count} findings")]
    public static partial void Opened(this ILogger log, long id, string title, double certainty, int count);

    [LoggerMessage(6204, LogLevel.Information, "Case {Id} closed by itself")]
    public static partial void ClosedByItself(this ILogger log, long id);
}
