using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Server;

/// <summary>
/// The way of what the client publishes: a batch goes to the intake, then to the subscribers, then (where a session that is kept
/// has part in it) to the journal, and is answered when all that is durable. Several batches are under way; they are passed on and
/// answered in order.
/// </summary>
sealed partial class Connection
{
    static readonly TimeSpan GiveWay = TimeSpan.FromMilliseconds(100);

    readonly Queue<Task> _underWay = [];
    readonly List<Session> _touched = [];
    Task<Task> _routed = Task.FromResult(Task.CompletedTask);
    Task _acked = Task.CompletedTask;
    Task? _slowest;

    MqttBatch TakeBatch() => Interlocked.Exchange(ref _spare, null) ?? new MqttBatch(Client);

    /// <summary>Sends the batch on its way. Completes when the next one may be read.</summary>
    async ValueTask SubmitAsync(MqttBatch batch)
    {
        if (batch.HasQos0)
            _ = Route(batch, qos0: true);
        if (batch.NeedsJournal && batch.Count > 0 && _server.Journal is { } journal)
            await journal.DurableAsync().WaitAsync(_stop.Token); // what came is known before the intake is asked
        if (batch.Count == 0 && batch.Answers.Count == 0)
        {
            GiveBack(batch);
            return;
        }

        var taken = batch.Count == 0 || _server.Intake is null ? default : _server.Intake.TakeAsync(batch, CancellationToken.None);
        if (_acked.IsCompletedSuccessfully && taken.IsCompletedSuccessfully)
        {
            _underWay.Clear();
            if (FinishedNow(batch))
                return;
        }
        else
        {
            _routed = RouteAsync(_routed, taken, batch);
            _acked = AnswerAsync(_routed, _acked, batch);
        }

        _underWay.Enqueue(_acked);
        while (_underWay.Count > 0 && (_underWay.Count >= _server.Options.BatchesAtATime || _underWay.Peek().IsCompleted))
            await _underWay.Dequeue().WaitAsync(_stop.Token);
    }

    bool FinishedNow(MqttBatch batch)
    {
        var durable = Route(batch, qos0: false);
        if (durable.IsCompletedSuccessfully)
        {
            AnswerAll(batch);
            return true;
        }

        _routed = Task.FromResult(durable);
        _acked = AnswerAsync(_routed, Task.CompletedTask, batch);
        return false;
    }

    async Task<Task> RouteAsync(Task<Task> before, ValueTask taken, MqttBatch batch)
    {
        try
        {
            await taken;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _server.Log.IntakeFailed(e);
            batch.RefuseAll(MqttReason.ImplementationSpecificError);
        }

        await before;
        return Route(batch, qos0: false);
    }

    async Task AnswerAsync(Task<Task> routed, Task before, MqttBatch batch)
    {
        try
        {
            await await routed;
            await before;
            AnswerAll(batch);
        }
        catch (IOException)
        {
            // the journal cannot be written: nothing is acknowledged, the client keeps what it has and comes again
            End(MqttReason.QuotaExceeded, "Sessions cannot be stored at the moment.");
        }

        _writer.Schedule(here: true);
    }

    /// <summary>Brings the messages of QoS 0, or the others, to the subscribers. Gives when what was queued is durable.</summary>
    Task Route(MqttBatch batch, bool qos0)
    {
        if (!qos0 && batch.Answers.Count == 0)
            return Task.CompletedTask;
        var touched = qos0 ? _touched : [];
        var journal = _server.Journal;
        var together = !qos0 && batch.NeedsJournal && journal is not null;
        if (together)
            journal!.BeginTogether();
        try
        {
            for (var i = 0; i < batch.Count; i++)
            {
                ref var item = ref batch.At(i);
                if ((item.Publish.Qos == MqttQos.AtMostOnce) == qos0)
                    RouteOne(ref item, touched);
            }
        }
        finally
        {
            if (together)
                journal!.EndTogether();
        }

        var durable = journal is null || qos0 ? Task.CompletedTask : WhenDurable(journal, batch, touched);
        Wake(touched);
        if (qos0)
        {
            _slowest = SlowestOf(touched);
            touched.Clear();
        }

        return durable;
    }

    static Task WhenDurable(Journal.MqttJournal journal, MqttBatch batch, List<Session> touched)
    {
        var needed = batch.NeedsJournal || batch.HasRetained;
        foreach (var session in touched)
            needed |= session.IsPersistent;
        return needed ? journal.DurableAsync() : Task.CompletedTask;
    }

    static Task? SlowestOf(List<Session> touched)
    {
        Task? slowest = null;
        foreach (var session in touched)
            slowest = session.WhenRoom() ?? slowest;
        return slowest;
    }

    // Who sends more of QoS 0 than a subscriber reads is held up a little, so that nothing need be dropped; never for long, and not
    // for a subscriber that does not read at all. It is the wire's time that counts here.
    async ValueTask GiveWayAsync(Task room)
    {
        _slowest = null;
        await Task.WhenAny(room, Task.Delay(GiveWay, TimeProvider.System, _stop.Token));
    }

    static void Wake(List<Session> touched)
    {
        foreach (var session in touched)
            session.Connection?.Schedule();
    }

    void RouteOne(ref MqttBatch.Entry item, List<Session> touched)
    {
        var publish = item.Publish;
        var isExact = publish.Qos == MqttQos.ExactlyOnce;
        if (item.Reason >= MqttReason.UnspecifiedError)
        {
            if (isExact)
                Session!.Free(publish.Id); // [MQTT-4.3.3-9] the next PUBLISH of this identifier is a new message
            return;
        }

        if (!isExact)
        {
            PassOn(ref item, touched, null);
            return;
        }

        // the connection before this one may be about to pass the same message on: it is answered, and the next one goes, only when that is done
        lock (Session!.PassingOn)
        {
            if (!Session.TryPassOn(publish.Id))
            {
                item.Reason = MqttReason.Success; // it was passed on when it came first
                return;
            }

            Origin? origin = Session.IsPersistent && _server.Journal is not null ? new Origin(Session.Number, publish.Id) : null;
            PassOn(ref item, touched, origin);
            Session.PassedOn(publish.Id);
        }
    }

    void PassOn(ref MqttBatch.Entry item, List<Session> touched, Origin? origin)
    {
        var publish = item.Publish;
        var route = _server.Router.RouteOf(item.Topic);
        if (route.Plain.Length + route.Shared.Length > 0 || publish.Retain)
        {
            var message = Message.From(publish, item.Topic, _server.Now());
            if (_server.Router.Publish(message, route, Session, origin, touched) > 0 && item.Reason == MqttReason.NoMatchingSubscribers)
                item.Reason = MqttReason.Success;
        }
    }

    void AnswerAll(MqttBatch batch)
    {
        foreach (var answer in batch.Answers)
        {
            var reason = answer.Item < 0 ? answer.Reason : batch.At(answer.Item).Reason;
            if (answer.Item >= 0 && IsPassing(reason))
            {
                // 3.1.1 cannot say no, and in MQTT 5 any answer ends the message: without one the client keeps it and sends it again
                End(reason == MqttReason.ServerUnavailable ? MqttReason.ServerBusy : reason, "A message could not be taken now; send it again.");
                break;
            }

            if (answer.Type is MqttPacketType.PubAck or MqttPacketType.PubComp || reason >= MqttReason.UnspecifiedError)
                Answered(answer.Type);
            _writer.Control((_version, answer.Type, new MqttAck(answer.Id, reason)), static (o, s) => MqttWriter.Ack(o, s._version, s.Type, s.Item3));
        }

        GiveBack(batch);
    }

    static bool IsPassing(MqttReason reason) => reason is MqttReason.QuotaExceeded or MqttReason.ImplementationSpecificError
        or MqttReason.UnspecifiedError or MqttReason.ServerBusy or MqttReason.ServerUnavailable;

    void GiveBack(MqttBatch batch)
    {
        batch.Reset();
        Volatile.Write(ref _spare, batch);
    }
}
