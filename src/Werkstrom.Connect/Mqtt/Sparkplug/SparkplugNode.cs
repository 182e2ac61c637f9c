namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>An edge node with its devices: what it announced, and where in the order of its messages it stands.</summary>
/// <param name="path">Path of its asset.</param>
/// <param name="commands">Where its commands go.</param>
sealed class SparkplugNode(string path, string commands)
{
    const ulong Numbers = 256;

    // what comes beyond has no state
    const int MostDevices = 10_000;

    readonly Dictionary<string, SparkplugTable> _devices = new(StringComparer.Ordinal);
    ulong? _next;

    /// <summary>Held by whoever reads or changes it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Where its commands go.</summary>
    public string Commands => commands;

    /// <summary>Its own metrics.</summary>
    public SparkplugTable Own { get; } = new(path);

    /// <summary>Its devices.</summary>
    public IReadOnlyCollection<SparkplugTable> Devices => _devices.Values;

    /// <summary>The number that its birth shares with the death that belongs to it; null when it named none.</summary>
    public ulong? BirthNumber { get; private set; }

    /// <summary>When a birth was asked for last, Unix microseconds; null when it was not.</summary>
    public long? AskedAt { get; set; }

    /// <summary>The metrics of a device.</summary>
    /// <param name="device">Its name.</param>
    /// <param name="devicePath">Path of its asset.</param>
    public SparkplugTable Device(string device, string devicePath)
    {
        if (_devices.TryGetValue(device, out var known))
            return known;
        SparkplugTable made = new(devicePath);
        if (_devices.Count < MostDevices)
            _devices[device] = made;
        return made;
    }

    /// <summary>Its birth came: devices are to announce themselves anew.</summary>
    public void Begin(ulong? birthNumber, ulong? sequence)
    {
        End();
        Own.Begin();
        (BirthNumber, _next, AskedAt) = (birthNumber, After(sequence), null);
    }

    /// <summary>It died, and its devices with it.</summary>
    public void End()
    {
        Own.End();
        foreach (var device in _devices.Values)
            device.End();
        _next = null;
    }

    /// <summary>Goes on to the next message; false when messages before it are missing.</summary>
    public bool Follows(ulong? sequence)
    {
        var follows = _next is null || sequence is null || sequence == _next;
        _next = After(sequence) ?? _next;
        return follows;
    }

    static ulong? After(ulong? sequence) => sequence is { } number ? (number + 1) % Numbers : null;
}
