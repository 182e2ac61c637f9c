using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>A filter that a session subscribes to.</summary>
sealed record Subscription(Session Session, MqttSubscription Options, uint Id)
{
    /// <summary>The filter as the client wrote it.</summary>
    public string Filter => Options.Filter;

    /// <summary>The share that it is a member of, or null.</summary>
    public SharedGroup? Group { get; init; }
}

/// <summary>The members of one share take turns.</summary>
sealed class SharedGroup
{
    int _turn;

    public uint NextTurn() => (uint)Interlocked.Increment(ref _turn);
}
