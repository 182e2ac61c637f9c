using Microsoft.Extensions.Logging;

namespace Werkstrom.Connect.Import;

static partial class ImportLog
{
    [LoggerMessage(1201, LogLevel.Information, "Import {Id} ended as {State}: {Rows} rows, {Samples} samples, {Bad} bad rows")]
    public static partial void ImportEnded(this ILogger log, string id, ImportState state, long rows, long samples, long bad);

    [LoggerMessage(1202, LogLevel.Error, "Import {Id} failed")]
    public static partial void ImportFailed(this ILogger log, Exception error, string id);
}
