using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>Subscriptions. They are made again when the server has forgotten the session.</summary>
public sealed partial class MqttClient
{
    const int MostAtATime = 100;

    readonly Dictionary<string, (MqttSubscription Subscription, uint? Identifier)> _subscriptions = new(StringComparer.Ordinal);
    readonly List<Request> _requests = [];

    /// <summary>Subscribes. Without a connection it waits for one.</summary>
    /// <param name="subscriptions">At least one; what comes arrives in <see cref="ReceiveAsync"/>.</param>
    /// <param name="identifier">Stands in the properties of each message, 1 to 268,435,455; MQTT 5 only. Null: none.</param>
    /// <param name="stop">Ends waiting; the server may subscribe all the same.</param>
    /// <returns>The granted QoS of each.</returns>
    /// <exception cref="ArgumentException">A filter is no filter.</exception>
    /// <exception cref="MqttSubscribeException">The server refuses at least one; those that it granted hold.</exception>
    public async Task<IReadOnlyList<MqttReason>> SubscribeAsync(
        IReadOnlyList<MqttSubscription> subscriptions, uint? identifier, CancellationToken stop)
    {
        foreach (var subscription in subscriptions)
            TopicRules.CheckFilter(subscription.Filter);
        ArgumentOutOfRangeException.ThrowIfZero(subscriptions.Count);
        var answer = await AskAsync(MakeSubscribe(subscriptions, identifier), stop);
        for (var i = 0; i < subscriptions.Count; i++)
        {
            if (ReasonOf(answer, i) >= MqttReason.UnspecifiedError)
                continue;
            lock (_gate)
                _subscriptions[subscriptions[i].Filter] = (subscriptions[i], identifier);
        }

        ThrowIfRefused(answer, [.. subscriptions.Select(s => s.Filter)]);
        return answer.Reasons;
    }

    /// <summary>Subscribes to one filter.</summary>
    /// <inheritdoc cref="SubscribeAsync(IReadOnlyList{MqttSubscription}, uint?, CancellationToken)"/>
    public Task SubscribeAsync(string filter, MqttQos qos, CancellationToken stop) => SubscribeAsync([new(filter, qos)], null, stop);

    /// <summary>Ends subscriptions. Without a connection it waits for one.</summary>
    /// <param name="filters">As they were given to subscribe.</param>
    /// <param name="stop">Ends waiting.</param>
    /// <exception cref="ArgumentException">A filter is no filter.</exception>
    /// <exception cref="MqttSubscribeException">The server refuses.</exception>
    public async Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken stop)
    {
        foreach (var filter in filters)
            TopicRules.CheckFilter(filter);
        ArgumentOutOfRangeException.ThrowIfZero(filters.Count);
        lock (_gate)
        {
            foreach (var filter in filters)
                _subscriptions.Remove(filter);
        }

        var answer = await AskAsync(
            new Request((o, v, id) => MqttWriter.Unsubscribe(o, v, new MqttUnsubscribe(id, filters))), stop);
        ThrowIfRefused(answer, filters);
    }

    static Request MakeSubscribe(IReadOnlyList<MqttSubscription> subscriptions, uint? identifier)
    {
        var properties = identifier is null ? null : new MqttProperties { SubscriptionIdentifier = identifier };
        return new Request((o, v, id) => MqttWriter.Subscribe(o, v, new MqttSubscribe(id, subscriptions, properties)));
    }

    static MqttReason ReasonOf(MqttSubAck answer, int index) =>
        index < answer.Reasons.Count ? answer.Reasons[index] : MqttReason.Success;

    static void ThrowIfRefused(MqttSubAck answer, IReadOnlyList<string> filters)
    {
        for (var i = 0; i < filters.Count; i++)
        {
            if (ReasonOf(answer, i) >= MqttReason.UnspecifiedError)
                throw new MqttSubscribeException(ReasonOf(answer, i), filters[i]);
        }
    }

    async Task<MqttSubAck> AskAsync(Request request, CancellationToken stop)
    {
        lock (_gate)
        {
            _requests.Add(request);
            _link?.Send(request);
        }

        try
        {
            return await request.Answer.WaitAsync(stop);
        }
        finally
        {
            lock (_gate)
                _requests.Remove(request);
        }
    }

    // on a new connection: what the server has forgotten, and what it has not answered
    void BeginRequests(Link link)
    {
        lock (_gate)
        {
            if (!link.Terms.SessionPresent)
                Resubscribe(link);
            foreach (var request in _requests)
                link.Send(request);
            Volatile.Write(ref _link, link);
            if (_isEnding)
                link.Disconnect(MqttReason.Success);
        }

        link.Schedule();
    }

    void Resubscribe(Link link)
    {
        foreach (var group in _subscriptions.Values.GroupBy(s => s.Identifier))
        {
            foreach (var chunk in group.Select(s => s.Subscription).Chunk(MostAtATime))
                link.Send(MakeSubscribe(chunk, group.Key));
        }
    }

    void FailRequests()
    {
        var error = new MqttConnectionException(MqttReason.ServerUnavailable, "The client was closed before the server answered.");
        lock (_gate)
            _requests.ForEach(r => r.Fail(error));
    }
}
