namespace Werkstrom.Mqtt.Topics;

/// <summary>The topics that a connection used, found by their bytes without making a string. It forgets all when it is full.</summary>
sealed class TopicTable(int most)
{
    readonly Dictionary<int, MqttTopic> _byHash = [];

    public MqttTopic Get(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        var key = hash.ToHashCode();
        if (_byHash.TryGetValue(key, out var known) && utf8.SequenceEqual(known.Utf8))
            return known;
        if (_byHash.Count >= most)
            _byHash.Clear();
        // two topics of the same hash take turns
        return _byHash[key] = new MqttTopic(utf8);
    }
}
