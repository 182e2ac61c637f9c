using System.Security.Cryptography;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>Makes connections, again and again.</summary>
public sealed partial class MqttClient
{
    async Task RunAsync(Link? first, Task<MqttConnectionException?>? ending)
    {
        var pauses = new Pauses(_options.FirstPause, _options.LongestPause, new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        var wasConnected = first is not null;
        for (var link = first; link is not null || !_stop.IsCancellationRequested; (link, ending) = (null, null))
        {
            try
            {
                link ??= await OpenAsync(_options.CleanStart && !wasConnected, _stop.Token);
                wasConnected = true;
                await PauseAsync(await LiveAsync(ending ?? Enter(link), pauses), pauses);
            }
            catch (MqttClientException e)
            {
                _log.NotConnected(_options.Server.Authority, e.Message);
                _options.Changed?.Invoke(new MqttLinkNews(false, false, e));
                await PauseAsync(e, pauses);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    async Task<Link> OpenAsync(bool clean, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(_options.ConnectTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop, _stop.Token);
        Link? link = null;
        try
        {
            var stream = await Dial.OpenAsync(_options, either.Token);
            link = new Link(_options, _outbox, _inbox, stream, _clock);
            await link.GreetAsync(MakeConnect(clean), either.Token);
            if (!link.Terms.SessionPresent)
                _inbox.Forget();
            return link;
        }
        catch (Exception e)
        {
            if (link is not null)
                await link.DisposeAsync();
            if (e is OperationCanceledException && late.IsCancellationRequested)
                throw new MqttConnectionException(MqttReason.ServerUnavailable, "The server did not answer in time.", e);
            if (e is not (MqttClientException or OperationCanceledException))
                throw new MqttConnectionException(MqttReason.ServerUnavailable, $"The server cannot be reached: {e.Message}", e);
            throw;
        }
    }

    // the connection takes over what waits; the task gives why it ended, null: the client ended it
    Task<MqttConnectionException?> Enter(Link link)
    {
        if (link.Terms.AssignedClientId is { } assigned)
            ClientId = assigned;
        _outbox.Begin(link.Terms.SessionPresent, link.Terms.Quota);
        _inbox.HasRoom = link.WakeReading; // before it reads: it may pause at once, when the server sends again what is under way
        var ending = link.RunAsync();
        BeginRequests(link);
        _log.Connected(_options.Server.Authority);
        _options.Changed?.Invoke(new MqttLinkNews(true, link.Terms.SessionPresent, null));
        return ending;
    }

    async Task<MqttConnectionException?> LiveAsync(Task<MqttConnectionException?> ending, Pauses pauses)
    {
        var since = _clock.GetTimestamp();
        var error = await ending;
        Volatile.Write(ref _link, null);
        if (error is not null)
            _log.Lost(_options.Server.Authority, error.Message);
        _options.Changed?.Invoke(new MqttLinkNews(false, false, error));
        pauses.Lasted(_clock.GetElapsedTime(since));
        return error;
    }

    // a client of the same identifier elsewhere: the two would displace each other without end
    async Task PauseAsync(MqttClientException? error, Pauses pauses)
    {
        var pause = error?.Reason == MqttReason.SessionTakenOver ? pauses.Longest() : pauses.Next();
        try
        {
            await Task.Delay(pause, _clock, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // the client ends
        }
    }

    MqttConnect MakeConnect(bool clean)
    {
        var isV5 = _options.Version == MqttVersion.V5;
        return new MqttConnect
        {
            Version = _options.Version,
            ClientId = ClientId,
            CleanStart = isV5 ? clean || _options.SessionExpiry == 0 : _options.SessionExpiry == 0,
            KeepAlive = _options.KeepAlive,
            UserName = _options.UserName,
            Password = _options.Password,
            Will = _options.Will,
            Properties = !isV5 ? null : new MqttProperties
            {
                SessionExpiryInterval = _options.SessionExpiry == 0 ? null : _options.SessionExpiry,
                ReceiveMaximum = _options.ReceivedMessages,
                MaximumPacketSize = (uint)_options.MaximumPacketSize,
                TopicAliasMaximum = _options.TopicAliasMaximum == 0 ? null : _options.TopicAliasMaximum,
            },
        };
    }
}
