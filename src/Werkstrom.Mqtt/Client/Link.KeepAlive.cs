using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>Sees to it that both sides hear of each other.</summary>
sealed partial class Link
{
    long _heard;
    long _said;

    ITimer? StartKeepAlive()
    {
        if (Terms.KeepAlive == TimeSpan.Zero)
            return null;
        var often = Terms.KeepAlive / 4;
        return _clock.CreateTimer(static s => ((Link)s!).CheckKeepAlive(), this, often, often);
    }

    // a PINGREQ after half the time without a word from either side; the end after one and a quarter without the server's
    void CheckKeepAlive()
    {
        var now = _clock.GetTimestamp();
        var silent = _clock.GetElapsedTime(Volatile.Read(ref _heard), now);
        var isPaused = Volatile.Read(ref _paused) is not null;
        if (silent > Terms.KeepAlive * 1.25 && !isPaused)
        {
            End(MqttReason.KeepAliveTimeout, "Nothing was heard of the server.");
            return;
        }

        if (silent < Terms.KeepAlive / 2 && _clock.GetElapsedTime(Volatile.Read(ref _said), now) < Terms.KeepAlive / 2)
            return;
        _writer.Control(0, static (o, _) => MqttWriter.Ping(o, MqttPacketType.PingReq));
        _writer.Schedule();
    }
}
