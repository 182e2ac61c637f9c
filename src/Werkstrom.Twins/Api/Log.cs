using Microsoft.Extensions.Logging;

namespace Werkstrom.Twins.Api;

/// <summary>What the API tells its operator: ids 7500 to 7539.</summary>
static partial class Log
{
    [LoggerMessage(7500, LogLevel.Error, "AAS API: {Method} {Path} failed")]
    public static partial void CallFailed(this ILogger log, Exception error, string method, string path);
}
