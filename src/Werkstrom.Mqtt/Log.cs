using Microsoft.Extensions.Logging;

namespace Werkstrom.Mqtt;

static partial class Log
{
    [LoggerMessage(8501, LogLevel.Error, "The journal of MQTT sessions cannot be written; no message that needs it is acknowledged")]
    public static partial void JournalBroken(this ILogger log, Exception e);

    [LoggerMessage(8502, LogLevel.Information, "The journal of MQTT sessions can be written again")]
    public static partial void JournalHealed(this ILogger log);

    [LoggerMessage(8503, LogLevel.Warning, "{File} has {Bytes} bytes behind its last whole record; they were never acknowledged and are left out")]
    public static partial void JournalCut(this ILogger log, string file, long bytes);

    [LoggerMessage(8504, LogLevel.Error, "{File} is damaged and not used")]
    public static partial void SnapshotDamaged(this ILogger log, string file);

    [LoggerMessage(8505, LogLevel.Error, "A connection of MQTT failed")]
    public static partial void ConnectionFailed(this ILogger log, Exception e);

    [LoggerMessage(8506, LogLevel.Error, "The intake failed; the messages are not acknowledged")]
    public static partial void IntakeFailed(this ILogger log, Exception e);

    [LoggerMessage(8507, LogLevel.Error, "The timer of the MQTT server failed")]
    public static partial void SweepFailed(this ILogger log, Exception e);

    [LoggerMessage(8508, LogLevel.Warning, "The system gives no more sockets: new MQTT clients wait until others leave. Raise the limit of open files of the service")]
    public static partial void NoMoreSockets(this ILogger log, Exception e);
}
