using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Mqtt;

/// <summary>The messages of one batch on their way to the Store. Reused.</summary>
sealed class MqttRun(SignalDesk desk, RecentBook recent)
{
    readonly List<Reading> _readings = [];
    readonly List<OpenReading> _open = [];
    readonly Repeats _repeats = new();
    readonly SortedDictionary<int, Reason> _refused = [];
    Sender _sender;
    LineTimes _times;
    long _late;

    /// <summary>The samples so far.</summary>
    public SampleBatch Samples { get; } = new();

    /// <summary>The messages that could not be stored as a whole, in their order, and why.</summary>
    public IReadOnlyDictionary<int, Reason> Refused => _refused;

    public void Begin(Sender sender, LineTimes times)
    {
        (_sender, _times, _late) = (sender, times, 0);
        Samples.Clear();
        _repeats.Clear();
        _open.Clear();
        _refused.Clear();
    }

    /// <summary>Takes a message. A number of a signal that is known goes to <see cref="Samples"/> at once.</summary>
    /// <param name="message">Its place in the batch; places only rise.</param>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="arrival">When it came, Unix microseconds.</param>
    public void Take(int message, TopicSeries topic, ReadOnlyMemory<byte> payload, long arrival)
    {
        if (Payload.TryNumber(payload.Span, out var number))
        {
            Take(message, topic.Plain, new("", false, number, arrival, null));
            return;
        }

        _readings.Clear();
        if (Payload.Read(payload, arrival, _times, _readings) is { } unread)
            Refuse(message, unread);
        foreach (var reading in _readings)
            Take(message, topic.Member(reading.Member, reading.IsState), reading);
    }

    /// <summary>Makes the signals that are missing, and takes what waited for them.</summary>
    public async ValueTask ResolveAsync(CancellationToken stop)
    {
        if (_open.Count == 0)
            return;
        Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
        List<WantedSignal> wanted = [];
        foreach (var open in _open)
        {
            if (places.TryAdd(open.Mapped.Path, wanted.Count))
                wanted.Add(open.Mapped.Wanted);
        }

        var found = await desk.EnsureAsync(_sender, wanted, stop);
        foreach (var open in _open)
        {
            if (found[places[open.Mapped.Path]] is { Signal: { } signal })
                Add(open.Message, open.Reading, signal, recent.Of(signal.Id));
            else
                Refuse(open.Message, found[places[open.Mapped.Path]].Reason!.Value, open.Reading.Member);
        }
    }

    /// <summary>Counts what is durable now for the source.</summary>
    public void Settle(DateTimeOffset now) => _sender.Source.Accept(Samples.Count, _late, _repeats.Settle(Samples), now);

    void Take(int message, TopicMember member, in Reading reading)
    {
        if (reading.Reason is { } bad)
            Refuse(message, bad, reading.Member);
        else if (desk.CheckTime(member.Mapped, reading.Micros, _times) is { } ahead)
            Refuse(message, ahead, reading.Member);
        else if (member.TryFind(desk.Catalog, recent, _sender.Reach, out var signal, out var instants))
            Add(message, reading, signal, instants);
        else
            _open.Add(new(message, member.Mapped, reading));
    }

    void Add(int message, in Reading reading, Signal signal, RecentInstants instants)
    {
        if (_times.RefuseAhead(reading.Micros, signal.Kind) is { } ahead)
        {
            Refuse(message, ahead, reading.Member);
            return;
        }

        Samples.Add(signal.Id, reading.Micros, reading.Value);
        _repeats.Add(instants);
        if (reading.Micros < _times.LateBefore)
            _late++;
    }

    void Refuse(int message, Reason reason, string member = "")
    {
        var said = member.Length == 0 ? reason : reason.In(member);
        _refused[message] = _refused.TryGetValue(message, out var before) ? before.And(said) : said;
    }

    readonly record struct OpenReading(int Message, Mapped Mapped, Reading Reading);
}
