using Microsoft.Extensions.Logging;

namespace Werkstrom.Twins.Templates;

static partial class Log
{
    [LoggerMessage(7570, LogLevel.Warning, "The nameplate of the asset {Asset} could not follow its asset; tried again in a second")]
    public static partial void PlateNotKept(this ILogger log, int asset, Exception error);
}
