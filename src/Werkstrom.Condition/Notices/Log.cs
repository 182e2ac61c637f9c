using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.Notices;

static partial class Log
{
    [LoggerMessage(6411, LogLevel.Error, "Notices could not be planned or sent; tried again in a few seconds")]
    public static partial void NoticesFailed(this ILogger log, Exception error);
}
