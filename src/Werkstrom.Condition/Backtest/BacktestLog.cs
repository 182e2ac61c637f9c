using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.Backtest;

static partial class BacktestLog
{
    [LoggerMessage(6551, LogLevel.Warning, "A back-test could not be computed")]
    public static partial void BacktestFailed(this ILogger log, Exception error);
}
