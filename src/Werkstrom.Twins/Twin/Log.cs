using Microsoft.Extensions.Logging;

namespace Werkstrom.Twins.Twin;

static partial class Log
{
    [LoggerMessage(7560, LogLevel.Warning, "A 3D model could not be taken from a shell")]
    public static partial void ModelNotTaken(this ILogger log, Exception error);
}
