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

    [LoggerMessage(4010, LogLevel.Error, "A message of Werkstrom itself could not be published: {Topic}")]
    public static partial void FeedUnsaid(this ILogger log, string topic, Exception error);

    [LoggerMessage(4008, LogLevel.Error, "Names that MQTT discovery announced could not be given; it is tried again")]
    public static partial void AnnouncedUnread(this ILogger log, Exception error);

    [LoggerMessage(4004, LogLevel.Error, "The keys of MQTT clients could not be checked, or an event not be noted; it is tried again")]
    public static partial void LookFailed(this ILogger log, Exception error);

    [LoggerMessage(4101, LogLevel.Information, "Side-car of {Server} runs, process {Process}")]
    public static partial void EdgeStarted(this ILogger log, string server, int process);

    [LoggerMessage(4102, LogLevel.Warning, "Side-car of {Server} ended with {Code}; it is started again")]
    public static partial void EdgeEnded(this ILogger log, string server, int code);

    [LoggerMessage(4103, LogLevel.Error, "Side-car of {Server} cannot be started: {Reason}")]
    public static partial void EdgeNotStarted(this ILogger log, string server, string reason);

    [LoggerMessage(4104, LogLevel.Information, "Side-car of {Server}: {Line}")]
    public static partial void EdgeSays(this ILogger log, string server, string line);

    [LoggerMessage(4105, LogLevel.Warning, "The certificate of {Server} could not be kept: {Reason}")]
    public static partial void EdgeNotPinned(this ILogger log, string server, string reason);
}
