using Werkstrom.Connect.Missing;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Mqtt.Topics;

/// <summary>What readers find in payloads. Reused.</summary>
sealed class Readings
{
    readonly List<Reading> _values = [];
    readonly List<AssetOnline> _online = [];

    /// <summary>The values, in the order of the payload.</summary>
    public IReadOnlyList<Reading> Values => _values;

    /// <summary>Which assets came or went.</summary>
    public IReadOnlyList<AssetOnline> Online => _online;

    /// <summary>A number or a boolean.</summary>
    /// <param name="to">Where it goes.</param>
    /// <param name="name">Its name in the payload, said when it cannot be stored; empty when the payload is one value.</param>
    /// <param name="value">The number; a boolean is 0 or 1.</param>
    /// <param name="micros">Its instant, Unix microseconds.</param>
    /// <param name="quality">See <see cref="Quality"/>.</param>
    public void Add(TopicMember to, string name, double value, long micros, byte quality = Quality.Good) =>
        _values.Add(new(to, name, value, micros, quality, null, null));

    /// <summary>A text of a state signal.</summary>
    public void AddState(TopicMember to, string name, string text, long micros, byte quality = Quality.Good) =>
        _values.Add(new(to, name, 0, micros, quality, text, null));

    /// <summary>A value that cannot be stored; it does not cost the other values of the payload.</summary>
    public void Refuse(string name, Reason reason) => _values.Add(new(null, name, 0, 0, 0, null, reason));

    /// <summary>Tells that an asset is online or not; told on when the batch is durable, if the sender reaches it.</summary>
    /// <param name="path">Path of the asset.</param>
    /// <param name="isOnline">Whether it is online.</param>
    public void Tell(string path, bool isOnline) => _online.Add(new(path, isOnline));

    /// <summary>Forgets the values of the payload before.</summary>
    public void Next() => _values.Clear();

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _values.Clear();
        _online.Clear();
    }
}

/// <summary>A value of a payload.</summary>
/// <param name="To">Where it goes; null when it cannot be stored.</param>
/// <param name="Name">Its name in the payload.</param>
/// <param name="Value">The number; of no meaning for a text.</param>
/// <param name="Micros">Its instant, Unix microseconds.</param>
/// <param name="Quality">See <see cref="Store.Ingest.Quality"/>.</param>
/// <param name="Text">The text of a state; null for a number.</param>
/// <param name="Reason">Why it cannot be stored; null when it can.</param>
readonly record struct Reading(TopicMember? To, string Name, double Value, long Micros, byte Quality, string? Text, Reason? Reason);

/// <summary>An asset that came or went.</summary>
readonly record struct AssetOnline(string Path, bool IsOnline);
