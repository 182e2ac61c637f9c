using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition;

static partial class Log
{
    [LoggerMessage(6001, LogLevel.Error, "Signals could not be looked at; it is tried again")]
    public static partial void LookFailed(this ILogger log, Exception error);
}
