using Microsoft.Extensions.Logging;

namespace Werkstrom.Setup;

static partial class Log
{
    [LoggerMessage(7001, LogLevel.Information, "Backup {Name} made, {Bytes} bytes")]
    public static partial void BackupMade(this ILogger log, string name, long bytes);

    [LoggerMessage(7002, LogLevel.Error, "Backup {Name} failed")]
    public static partial void BackupFailed(this ILogger log, Exception error, string name);
}
