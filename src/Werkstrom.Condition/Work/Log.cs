using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.Work;

static partial class Log
{
    [LoggerMessage(6401, LogLevel.Warning, "Photos that no work order has any more could not be deleted; tried again tomorrow")]
    public static partial void SweepFailed(this ILogger log, Exception error);
}
