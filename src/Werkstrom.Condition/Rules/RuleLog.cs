using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.Rules;

static partial class RuleLog
{
    [LoggerMessage(6501, LogLevel.Warning, "The state of rules could not be read; they begin anew with the stored samples")]
    public static partial void StateUnreadable(this ILogger log, Exception error);
}
