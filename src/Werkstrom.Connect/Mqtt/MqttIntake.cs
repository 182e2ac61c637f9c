using System.Globalization;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Online;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.People;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Transport;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Mqtt;

/// <summary>Turns what clients publish into samples. Done means durable: only then the library acknowledges.</summary>
sealed class MqttIntake(
    ISampleSink sink, SignalDesk desk, TopicDesk topics, RecentBook recent, IDeadLetters letters, OnlineDesk online, SourceBook sources,
    MqttMeters meters, TimeProvider time, IOptions<ConnectOptions> options) : IMqttIntake, IReplayer
{
    // as many as two rounds of quiet machines have at a time; what a run owns is dear to make
    const int PooledRuns = 128;

    // a store that is busy this often is not going to take it; the client is told, and keeps what it has
    const int Tries = 20;

    // a longer topic is no path; only its start is kept
    const int LongestTopic = 2_000;

    readonly Action _writeHeld = sink.WriteHeld;
    readonly Lock _gate = new();
    readonly Stack<MqttRun> _idle = new(PooledRuns);

    const string Letters = "mqtt";

    public string Kind => Letters;

    // who left a will before the last start of the program; the topic was judged when it was left
    MqttIdentity Nobody => new(new(sources.Of("mqtt")), Scopes.Write, null, null);

    public async ValueTask TakeAsync(MqttBatch batch, CancellationToken stop)
    {
        var client = batch.Client.Identity as MqttIdentity ?? Nobody;
        var run = Rent();
        var times = LineTimes.At(time.GetUtcNow(), Precision.Microseconds, options.Value);
        run.Begin(client.Sender, times);
        for (var at = 0; at < batch.Count; at++)
            Take(run, batch, at, times);
        await run.ResolveAsync(stop);
        if (!await TryWriteAsync(run.Samples, stop))
        {
            meters.Unstored.Add(batch.Count);
            for (var at = 0; at < batch.Count; at++)
                batch.Answer(at, MqttReason.QuotaExceeded);
            return; // the run is not given back: the sink may still hold its samples
        }

        run.Settle(time.GetUtcNow());
        online.Tell(run.Online, client.Sender.Reach);
        if (run.Refused.Count > 0)
            await RefuseAsync(run, batch, client.Sender.Source, stop);
        client.Sender.Source.Keep();
        Return(run);
    }

    /// <inheritdoc/>
    public async Task<Reason?> ReplayAsync(DeadLetter letter, ISampleSink into, CancellationToken stop)
    {
        if (letter.Context.Split(' ', 2) is not [var instant, var topic] || !long.TryParse(instant, CultureInfo.InvariantCulture, out var micros))
            return Reason.Of(letter.Reason, "letter.kind", letter.Kind);
        var payload = letter.Payload();
        if (payload.Length == 0)
            return Reason.Of(letter.Reason, "mqtt.empty");
        var run = Rent();
        var times = LineTimes.At(time.GetUtcNow(), Precision.Microseconds, options.Value);
        run.Begin(new(new(letter.Source, "", "")), times);
        run.Take(0, topics.Open(topic), new(topic, payload, micros, times));
        await run.ResolveAsync(stop);
        if (run.Samples.Count > 0)
            await into.WriteAsync(run.Samples, stop);
        Reason? refused = run.Refused.TryGetValue(0, out var reason) ? reason : null;
        Return(run);
        return refused;
    }

    /// <summary>What a refused message needs to be sent in again: when it came, to the microsecond, and its topic.</summary>
    public static string ContextOf(string topic, long instant) =>
        string.Create(CultureInfo.InvariantCulture, $"{instant} {topic.AsSpan(0, Math.Min(topic.Length, LongestTopic))}");

    /// <summary>The topic of a refused message; null when it is none.</summary>
    public static string? TopicOf(DeadLetter letter) =>
        letter.Kind == Letters && letter.Context.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space ? letter.Context[(space + 1)..] : null;

    void Take(MqttRun run, MqttBatch batch, int at, in LineTimes times)
    {
        var message = batch[at];
        if (message.Topic.Name.StartsWith('$'))
            return; // it concerns the protocol itself
        var choice = topics.Of(message.Topic);
        if (message.Payload.IsEmpty)
        {
            if (message.Retain)
                choice.Reader.TakenAway(message.Topic.Name);
            return;
        }

        if (choice.Seen is { } seen && !seen.Note(message, batch.Client))
            topics.Seen.Return(seen);
        run.Take(at, choice.Reader, new(message.Topic.Name, message.Payload, message.Instant, times, message.Retain, batch.Client));
    }

    async ValueTask<bool> TryWriteAsync(SampleBatch samples, CancellationToken stop)
    {
        for (var tries = 1; samples.Count > 0; tries++)
        {
            try
            {
                // quiet machines that were read together are written together
                await (MqttRound.TryDefer(_writeHeld) ? sink.HoldAsync(samples, stop) : sink.WriteAsync(samples, stop));
                return true;
            }
            catch (StoreBusyException busy) when (tries < Tries)
            {
                await Task.Delay(busy.RetryAfter, time, stop); // meanwhile the client waits, and nobody else
            }
            catch (Exception e) when (e is StoreBusyException or StoreFullException)
            {
                return false;
            }
        }

        return true;
    }

    // Messages that cannot be stored are kept, and passed on all the same: subscribers may know what to do with them. Not those of a
    // bound key that lead out of its asset. Those of QoS 1 and 2 are on disk before they are acknowledged; a message that could not be
    // kept is refused for now.
    async ValueTask RefuseAsync(MqttRun run, MqttBatch batch, Source source, CancellationToken stop)
    {
        Receipt receipt = new() { Insists = true };
        if (run.Refused.Any(refused => MustKeep(batch, refused)))
            await letters.RoomAsync(stop);
        foreach (var (at, reason) in run.Refused)
        {
            var message = batch[at];
            var raw = message.Payload.Span[..Math.Min(message.Payload.Length, DeadLetter.MaxRaw)].ToArray();
            var isCut = raw.Length < message.Payload.Length || message.Topic.Name.Length > LongestTopic;
            Refused refused = new(Kind, ContextOf(message.Topic.Name, message.Instant), 1, reason, raw, isCut);
            letters.Add(source, refused, MustKeep(batch, new(at, reason)) ? receipt : null);
            (message.Topic.Tag as TopicChoice)?.Seen?.Refuse(message.Instant);
            if (reason.Code == Reasons.Outside)
                batch.Answer(at, MqttReason.NotAuthorized);
        }

        if (await receipt.WhenKeptAsync())
            return;
        meters.Unstored.Add(run.Refused.Count);
        foreach (var (at, _) in run.Refused.Where(refused => MustKeep(batch, refused)))
            batch.Answer(at, MqttReason.QuotaExceeded);
    }

    // what is going to be acknowledged
    static bool MustKeep(MqttBatch batch, KeyValuePair<int, Reason> refused) =>
        batch[refused.Key].Qos != MqttQos.AtMostOnce && refused.Value.Code != Reasons.Outside;

    MqttRun Rent()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var run))
                return run;
        }

        return new(desk, recent);
    }

    void Return(MqttRun run)
    {
        lock (_gate)
        {
            if (_idle.Count < PooledRuns)
                _idle.Push(run);
        }
    }
}
