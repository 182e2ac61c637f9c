using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.Health;

static partial class HealthLog
{
    [LoggerMessage(6101, LogLevel.Error, "The health of assets could not be judged; it is tried again")]
    public static partial void HealthFailed(this ILogger log, Exception error);
}
