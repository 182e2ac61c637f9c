using Microsoft.Extensions.Logging;

namespace Werkstrom.Mqtt.Client;

static partial class ClientLog
{
    [LoggerMessage(8551, LogLevel.Information, "Connected to {Server}")]
    public static partial void Connected(this ILogger log, string server);

    [LoggerMessage(8552, LogLevel.Warning, "The connection to {Server} was lost: {Why}")]
    public static partial void Lost(this ILogger log, string server, string why);

    [LoggerMessage(8553, LogLevel.Warning, "No connection to {Server}: {Why}")]
    public static partial void NotConnected(this ILogger log, string server, string why);
}
