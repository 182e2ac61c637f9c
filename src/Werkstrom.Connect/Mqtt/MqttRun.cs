using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Mqtt;

/// <summary>The messages of one batch on their way to the Store. Reused.</summary>
sealed class MqttRun(SignalDesk desk, RecentBook recent)
{
    readonly Readings _readings = new();
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
        _readings.Clear();
        _refused.Clear();
    }

    /// <summary>Which assets came or went, to be told when the samples are durable.</summary>
    public IReadOnlyList<AssetOnline> Online => _readings.Online;

    /// <summary>Takes a message. A number of a signal that is known goes to <see cref="Samples"/> at once.</summary>
    /// <param name="at">Its place in the batch; places only rise.</param>
    /// <param name="reader">Who reads its topic.</param>
    /// <param name="message">The message.</param>
    public void Take(int at, ITopicReader reader, in TopicMessage message)
    {
        if (reader.Plain is { } plain && PlainValue.TryNumber(message.Payload.Span, out var number))
        {
            Take(at, plain, new(plain, "", number, message.Arrival, Quality.Good, null, null));
            return;
        }

        _readings.Next();
        try
        {
            if (reader.Read(message, _readings) is { } unread)
                Refuse(at, unread);
        }
        catch (InvalidOperationException) // a text of JSON is decoded late: half a pair of surrogates shows only then
        {
            Refuse(at, Reason.Of(Reasons.Syntax, "json.surrogate"));
            return;
        }

        foreach (var reading in _readings.Values)
        {
            if (reading.Reason is { } bad)
                Refuse(at, bad, reading.Name);
            else
                Take(at, reading.To!, reading);
        }
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
            if (places.TryAdd(open.To.Mapped.Path, wanted.Count))
                wanted.Add(open.To.Mapped.Wanted);
        }

        var found = await desk.EnsureAsync(_sender, wanted, stop);
        foreach (var open in _open)
        {
            if (found[places[open.To.Mapped.Path]] is { Signal: { } signal })
                await AddAsync(open, signal, stop);
            else
                Refuse(open.Message, found[places[open.To.Mapped.Path]].Reason!.Value, open.Reading.Name);
        }
    }

    /// <summary>Counts what is durable now for the source.</summary>
    public void Settle(DateTimeOffset now) => _sender.Source.Accept(Samples.Count, _late, _repeats.Settle(Samples), now);

    void Take(int at, TopicMember to, in Reading reading)
    {
        if (desk.CheckTime(to.Mapped, reading.Micros, _times) is { } ahead)
            Refuse(at, ahead, reading.Name);
        else if (reading.Text is { } text && SignalDesk.CheckState(text) is { } bad)
            Refuse(at, bad, reading.Name);
        else if (to.Find(desk.Catalog, recent, _sender.Reach) is not { } found || !TryNumber(reading, found.Signal, out var value))
            _open.Add(new(at, to, reading));
        else
            Add(at, reading, found, value);
    }

    async ValueTask AddAsync(OpenReading open, Signal signal, CancellationToken stop)
    {
        var (reading, value) = (open.Reading, open.Reading.Value);
        if (reading.Text is { } text)
        {
            (value, var unknown) = await desk.StateAsync(signal, text, stop);
            if (unknown is { } reason)
            {
                Refuse(open.Message, reason, reading.Name);
                return;
            }
        }

        Add(open.Message, reading, open.To.With(signal, recent), value);
    }

    void Add(int at, in Reading reading, TopicSignal to, double value)
    {
        if ((_times.RefuseAhead(reading.Micros, to.Signal.Kind) ?? (reading.Text is null ? to.Convert(ref value) : null)) is { } reason)
        {
            Refuse(at, reason, reading.Name);
            return;
        }

        Samples.Add(to.Signal.Id, reading.Micros, value, reading.Quality);
        _repeats.Add(to.Recent);
        if (reading.Micros < _times.LateBefore)
            _late++;
    }

    // a text that the signal has not had yet needs the registry
    bool TryNumber(in Reading reading, Signal signal, out double value)
    {
        value = reading.Value;
        if (reading.Text is null)
            return true;
        var isKnown = desk.Catalog.TryGetState(signal.Id, reading.Text, out var number);
        value = number;
        return isKnown && signal.Kind == SignalKind.State;
    }

    void Refuse(int message, Reason reason, string member = "")
    {
        var said = member.Length == 0 ? reason : reason.In(member);
        _refused[message] = _refused.TryGetValue(message, out var before) ? before.And(said) : said;
    }

    readonly record struct OpenReading(int Message, TopicMember To, Reading Reading);
}
