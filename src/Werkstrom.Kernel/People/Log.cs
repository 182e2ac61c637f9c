using Microsoft.Extensions.Logging;

namespace Werkstrom.Kernel.People;

static partial class Log
{
    [LoggerMessage(1901, LogLevel.Warning, "Could not note when tokens were last used; tried again in a minute")]
    public static partial void TokenUsesNotSaved(this ILogger log, Exception error);
}
