using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.Health;

static partial class HealthLog
{
    [LoggerMessage(6101, LogLevel.Error, "The health of assets could not be judged; it is tried again")]
    public static partial void HealthFailed(this ILogger log, Exception error);

    [LoggerMessage(6102, LogLevel.Error, "What was learned of the health of asset {Asset} could not be saved; after a restart it is learned again")]
    public static partial void HealthNotSaved(this ILogger log, int asset, Exception error);

    [LoggerMessage(6103, LogLevel.Warning, "What was learned of health in {File} cannot be read; it is learned again")]
    public static partial void HealthNotRead(this ILogger log, string file, Exception error);
}
