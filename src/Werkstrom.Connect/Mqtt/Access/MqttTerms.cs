using Microsoft.Extensions.Options;
using Werkstrom.Kernel.People;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt.Access;

/// <summary>Topics and limits that a key may have of its own.</summary>
sealed class MqttTerms(IOptions<MqttOptions> options) : IDeviceTerms
{
    const string MessagesPerSecond = "messagesPerSecond", ReceiveMaximum = "receiveMaximum", InFlight = "inFlight", MaximumPacketSize = "maximumPacketSize",
        QueuedMessages = "queuedMessages", QueuedBytes = "queuedBytes", Subscriptions = "subscriptions";

    /// <summary>What holds for keys without limits of their own.</summary>
    public MqttLimits Default { get; } = options.Value.Limits();

    public IReadOnlyList<DeviceLimit> Limits =>
    [
        new(MessagesPerSecond, 0, 10_000_000, Default.MessagesPerSecond),
        new(ReceiveMaximum, 1, 65_535, Default.ReceiveMaximum),
        new(InFlight, 1, 65_535, Default.InFlight),
        new(MaximumPacketSize, 256, 268_435_460, Default.MaximumPacketSize),
        new(QueuedMessages, 1, 10_000_000, Default.QueuedMessages),
        new(QueuedBytes, 1_024, 17_179_869_184, Default.QueuedBytes),
        new(Subscriptions, 0, 1_000_000, Default.Subscriptions),
    ];

    public IReadOnlyList<DeviceFault> Check(NewToken wanted)
    {
        List<DeviceFault> faults = [];
        var rules = AccessRules.Parse(wanted.Topics, faults);
        if (wanted.Topics?.Length > AccessRules.Longest)
            faults.Add(new("topics.long", $"The rules for topics have more than {AccessRules.Longest} characters.", $"{AccessRules.Longest}"));
        if (wanted is { AssetId: not null, Topics: not null } && wanted.Scopes.HasFlag(Scopes.Read) && !rules.AllowsSubscribing)
            faults.Add(new("topics.bound", "A key that is bound to an asset may read only what a rule names: allow subscribe FILTER."));
        foreach (var (name, value) in wanted.Limits ?? new Dictionary<string, long>())
        {
            if (Limits.FirstOrDefault(limit => limit.Name == name) is not { } limit)
                faults.Add(new("limits.name", $"'{name}' is no limit. There are: {string.Join(", ", Limits.Select(l => l.Name))}.", name));
            else if (value < limit.Least || value > limit.Most)
                faults.Add(new("limits.range", $"{name} is {value}; it lies between {limit.Least} and {limit.Most}.", name, $"{value}", $"{limit.Least}", $"{limit.Most}"));
        }

        return faults;
    }

    /// <summary>The limits of a key; null when it has none of its own.</summary>
    public MqttLimits? Of(ApiToken? key) => key?.Limits is not { Count: > 0 } own ? null : new()
    {
        MessagesPerSecond = (int)own.GetValueOrDefault(MessagesPerSecond, Default.MessagesPerSecond),
        ReceiveMaximum = (ushort)own.GetValueOrDefault(ReceiveMaximum, Default.ReceiveMaximum),
        InFlight = (ushort)own.GetValueOrDefault(InFlight, Default.InFlight),
        MaximumPacketSize = (int)own.GetValueOrDefault(MaximumPacketSize, Default.MaximumPacketSize),
        QueuedMessages = (int)own.GetValueOrDefault(QueuedMessages, Default.QueuedMessages),
        QueuedBytes = own.GetValueOrDefault(QueuedBytes, Default.QueuedBytes),
        Subscriptions = (int)own.GetValueOrDefault(Subscriptions, Default.Subscriptions),
    };
}
