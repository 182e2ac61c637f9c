using Microsoft.Extensions.Logging;

namespace Werkstrom.Twins.Push;

/// <summary>What pushing tells its operator: ids 7550 to 7559.</summary>
static partial class Log
{
    [LoggerMessage(7550, LogLevel.Warning, "Twins: more changes than can be pushed; some were left out")]
    public static partial void ChangesDropped(this ILogger log);
}
