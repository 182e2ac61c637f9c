using Microsoft.Extensions.Logging;

namespace Werkstrom.Kernel.Signals;

static partial class Log
{
    [LoggerMessage(1101, LogLevel.Error, "The samples of signal {From} could not be given to signal {Into}; it is tried again at the next start")]
    public static partial void MergeLeftOpen(this ILogger log, Exception error, int from, int into);
}
