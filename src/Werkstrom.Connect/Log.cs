using Microsoft.Extensions.Logging;

namespace Werkstrom.Connect;

static partial class Log
{
    [LoggerMessage(4001, LogLevel.Error, "Refused payloads or counters of sources could not be written; they are counted as forgotten")]
    public static partial void RegistryRefused(this ILogger log, Exception error);

    [LoggerMessage(4003, LogLevel.Warning, "The counters of the sources could not be kept in sources.dat; after a crash those of the last seconds are missing")]
    public static partial void SlotsRefused(this ILogger log, Exception error);

    [LoggerMessage(4002, LogLevel.Information, "Replayed refused payloads: {Stored} stored, {Refused} refused again")]
    public static partial void Replayed(this ILogger log, int stored, int refused);

    [LoggerMessage(4007, LogLevel.Error, "A message to Sparkplug edge nodes could not be published: {Topic}")]
    public static partial void SparkplugUnsaid(this ILogger log, string topic, Exception error);

    [LoggerMessage(4008, LogLevel.Error, "Names that MQTT discovery announced could not be given; it is tried again")]
    public static partial void AnnouncedUnread(this ILogger log, Exception error);

    [LoggerMessage(4004, LogLevel.Error, "The keys of MQTT clients could not be checked, or an event not be noted; it is tried again")]
    public static partial void LookFailed(this ILogger log, Exception error);
}
