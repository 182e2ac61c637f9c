using Microsoft.Extensions.Options;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>Shows what would become of a message, and stores nothing.</summary>
sealed class TopicTrier(TopicDesk topics, SignalCatalog catalog, RecentBook recent, TimeProvider time, IOptions<ConnectOptions> options)
{
    /// <summary>Values that are shown of one payload.</summary>
    public const int Most = 100;

    /// <summary>Tries a message by the rules in force.</summary>
    public TriedMessage Try(string topic, ReadOnlyMemory<byte> payload) => Try(topics.Open(topic), topic, payload);

    /// <summary>Tries a message by one rule.</summary>
    public TriedMessage Try(TopicRule rule, string name, string topic, ReadOnlyMemory<byte> payload) => rule.Filter.TryMatch(topic, out var names)
        ? Try(new RuleReader(name, rule, topic, names), topic, payload)
        : new(name, Reason.Of(Reasons.Syntax, "rule.other-topic", rule.Filter.Shape), false, []);

    TriedMessage Try(ITopicReader reader, string topic, ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty || topic.StartsWith('$'))
            return new(reader.Name, Reason.Of(Reasons.Syntax, "rule.no-message"), false, []);
        var now = time.GetUtcNow();
        var times = LineTimes.At(now, Precision.Microseconds, options.Value);
        Readings readings = new();
        Reason? unread;
        try
        {
            unread = reader.Read(new(topic, payload, Micros.Of(now), times), readings);
        }
        catch (InvalidOperationException) // a text of JSON is decoded late: half a pair of surrogates shows only then
        {
            return new(reader.Name, Reason.Of(Reasons.Syntax, "json.surrogate"), false, []);
        }

        return new(reader.Name, unread, unread is null && readings.Values.Count == 0, [.. readings.Values.Take(Most).Select(reading => Show(reading, times))]);
    }

    TriedValue Show(Reading reading, LineTimes times)
    {
        if (reading.To is not { } to)
            return new(reading, null, 0, reading.Reason);
        var found = to.Find(catalog, recent, null);
        var value = reading.Value;
        var reason = times.RefuseAhead(reading.Micros, found?.Signal.Kind ?? to.Mapped.Kind);
        if (reading.Text is { } text)
            reason ??= Mapping.SignalDesk.CheckState(text) ?? (found is { Signal: { Kind: not SignalKind.State } other } ? Reason.Of(Reasons.TextOnNumber, "text.number", other.Path, text) : null);
        else
            reason ??= found?.Convert(ref value);
        if (found is null && Kernel.Catalogs.PathText.CheckSignalPath(to.Mapped.Path) is { } wrong)
            reason ??= Mapping.Unmade.Of(to.Mapped.Path, wrong);
        return new(reading, found?.Signal, value, reason);
    }
}

/// <summary>What would become of a message.</summary>
/// <param name="Reader">Name of the rule or of the kind of reader that took it.</param>
/// <param name="Reason">Why it cannot be read; null when it can.</param>
/// <param name="IsIgnored">True when nothing of it is meant to be stored.</param>
/// <param name="Values">Its values.</param>
sealed record TriedMessage(string Reader, Reason? Reason, bool IsIgnored, IReadOnlyList<TriedValue> Values);

/// <summary>What would become of a value.</summary>
/// <param name="Reading">The value as it was read.</param>
/// <param name="Signal">The signal that is there; null when it would be made.</param>
/// <param name="Value">The number in the unit of the signal.</param>
/// <param name="Reason">Why it would be refused; null when it would be stored.</param>
sealed record TriedValue(Reading Reading, Signal? Signal, double Value, Reason? Reason)
{
    public string Path => Signal?.Path ?? Reading.To?.Mapped.Path ?? "";

    public string Unit => Reading.Text is not null ? "" : Signal is null ? Reading.To?.Mapped.Unit ?? "" : Signal.StoredUnit;

    public SignalKind Kind => Signal?.Kind ?? Reading.To?.Mapped.Kind ?? SignalKind.Measurement;

    public DateTimeOffset At => Micros.ToInstant(Reading.Micros);
}
