using Microsoft.Extensions.Logging;

namespace Werkstrom.Kernel.Auditing;

static partial class Log
{
    [LoggerMessage(1921, LogLevel.Warning, "Audit rows beyond the retention time were not dropped; tried again tomorrow")]
    public static partial void AuditNotDropped(this ILogger log, Exception error);
}
