using System.Buffers;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Server;

/// <summary>The CONNECT and its answer.</summary>
sealed partial class Connection
{
    MqttConnect _connect = null!;
    int _mostOut = int.MaxValue;

    /// <summary>Whether the client wants reason strings and user properties.</summary>
    bool TellsProblems => _connect?.Properties?.RequestProblemInformation ?? true;

    async ValueTask<bool> ConnectAsync()
    {
        while (true)
        {
            var read = await _transport.Input.ReadAsync(_stop.Token);
            if (_end is not null || read.IsCanceled)
                return false;
            var buffer = read.Buffer;
            var result = MqttReader.TryRead(ref buffer, MqttVersion.Unknown, _limits.MaximumPacketSize, out var packet, out var fault);
            if (result == MqttReadResult.NeedMore && !read.Buffer.IsEmpty && read.Buffer.FirstSpan[0] != 0x10)
                return RefuseFault(0, MqttFault.Protocol("The first packet is not a CONNECT.")); // and what it is need not be awaited
            if (result == MqttReadResult.NeedMore)
            {
                _transport.Input.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                    return false;
                continue;
            }

            var admitted = result == MqttReadResult.Packet
                ? await AdmitAsync(packet.Connect)
                : RefuseFault(LevelOf(read.Buffer), fault);
            _transport.Input.AdvanceTo(buffer.Start);
            return admitted;
        }
    }

    async ValueTask<bool> AdmitAsync(MqttConnect connect)
    {
        (_connect, _version) = (connect, connect.Version);
        var assigned = connect.ClientId.Length == 0 ? $"auto-{Guid.NewGuid():N}" : null;
        Candidate = Candidate with
        {
            ClientId = assigned ?? connect.ClientId,
            Version = connect.Version,
            UserName = connect.UserName,
            Password = connect.Password,
            Certificate = _transport.Certificate,
        };
        if (connect.Properties?.AuthenticationMethod is not null)
            return Refuse(MqttReason.BadAuthenticationMethod); // [MQTT-4.12.0-1]
        if (assigned is not null && _version == MqttVersion.V311 && !connect.CleanStart)
            return Refuse(MqttReason.ClientIdentifierNotValid); // 3.1.1: [MQTT-3.1.3-8]
        if (_server.IsFull)
            return Refuse(MqttReason.ServerBusy);
        var admission = await _server.Authority.AdmitAsync(Candidate, _stop.Token);
        Candidate = Candidate with { Password = null };
        if (admission.Reason != MqttReason.Success)
            return Refuse(admission.Reason);
        var client = new MqttClientInfo(Candidate, admission, _server.Clock.GetUtcNow());
        if (connect.Will is { } will && !_server.Authority.MayPublish(client, will.Topic))
            return Refuse(MqttReason.NotAuthorized);
        Accept(client, admission.Limits ?? _server.Options.Limits, assigned);
        return true;
    }

    void Accept(MqttClientInfo client, MqttLimits limits, string? assigned)
    {
        var properties = _connect.Properties;
        var options = _server.Options;
        var asked = _version == MqttVersion.V5 ? properties?.SessionExpiryInterval ?? 0 : _connect.CleanStart ? 0 : uint.MaxValue;
        var expiry = Math.Min(asked, options.MaximumSessionExpiry);
        var keepAlive = options.MaximumKeepAlive is var most and > 0 && (_connect.KeepAlive == 0 || _connect.KeepAlive > most)
            ? most
            : _connect.KeepAlive;
        _silence = keepAlive * 1500L;
        _limits = limits;
        _mostOut = (int)Math.Min(properties?.MaximumPacketSize ?? int.MaxValue, int.MaxValue);
        _aliasesOutMost = Math.Min(properties?.TopicAliasMaximum ?? 0, options.OutboundTopicAliasMaximum);
        _tokens = limits.MessagesPerSecond;
        Client = client;
        var will = _connect.Will is { } w ? new PendingWill(w with { Payload = w.Payload.ToArray(), Properties = w.Properties?.Own() }, Client: client) : null;
        var quota = Math.Min(properties?.ReceiveMaximum ?? ushort.MaxValue, limits.InFlight);
        var (session, present) = _server.Enter(this, _connect.CleanStart || !MayResume(client), expiry, quota, limits, will);
        var answer = new MqttConnAck(
            present, 0, _version == MqttVersion.V5 ? Terms(assigned, asked == expiry ? null : expiry, keepAlive) : null);
        _writer.Control((_version, answer), static (o, s) => MqttWriter.ConnAck(o, s._version, s.answer));
        Volatile.Write(ref _isGreeted, true);
        Session = session; // only now messages may follow
        _server.Observer?.Connected(client);
        _writer.Schedule(here: true);
    }

    // somebody else's session, or rights that are gone: what waits in it is not for this client, which begins anew
    bool MayResume(MqttClientInfo client)
    {
        if (_server.Sessions.Find(client.ClientId) is not { } session)
            return true;
        lock (session.Gate)
        {
            return session.Subscriptions.Keys.All(filter =>
                _server.Authority.MaySubscribe(client, MqttFilter.TrySplitShare(filter, out _, out var inner) ? inner : filter));
        }
    }

    MqttProperties Terms(string? assigned, uint? expiry, ushort keepAlive)
    {
        var options = _server.Options;
        return new MqttProperties
        {
            SessionExpiryInterval = expiry,
            AssignedClientIdentifier = assigned,
            ServerKeepAlive = keepAlive == _connect.KeepAlive ? null : keepAlive,
            ReceiveMaximum = _limits.ReceiveMaximum,
            MaximumPacketSize = (uint)_limits.MaximumPacketSize,
            TopicAliasMaximum = options.TopicAliasMaximum == 0 ? null : options.TopicAliasMaximum,
            ResponseInformation = _connect.Properties?.RequestResponseInformation == true ? options.ResponseInformation : null,
        };
    }

    bool Refuse(MqttReason reason)
    {
        Candidate = Candidate with { Password = null };
        var code = _version == MqttVersion.V5 ? (byte)reason : OldCode(reason);
        _writer.Control((_version, code), static (o, s) => MqttWriter.ConnAck(o, s._version, new MqttConnAck(false, s.code)));
        End(reason, "The CONNECT was refused.", tell: false);
        _server.Observer?.Refused(Candidate, reason);
        return false;
    }

    // a client whose protocol is known gets a CONNACK in it; what is no MQTT gets nothing
    bool RefuseFault(int level, in MqttFault fault)
    {
        var unsupported = fault.Reason == MqttReason.UnsupportedProtocolVersion;
        _version = level >= (int)MqttVersion.V5 ? MqttVersion.V5 : MqttVersion.V311;
        if (unsupported || level == (int)MqttVersion.V5)
            return Refuse(fault.Reason);
        End(fault.Reason, fault.Text!, tell: false);
        _server.Observer?.Refused(Candidate, fault.Reason);
        return false;
    }

    static byte OldCode(MqttReason reason) => reason switch
    {
        MqttReason.UnsupportedProtocolVersion => 1,
        MqttReason.ClientIdentifierNotValid => 2,
        MqttReason.BadUserNameOrPassword or MqttReason.BadAuthenticationMethod => 4,
        MqttReason.NotAuthorized or MqttReason.Banned => 5,
        _ => 3,
    };

    // the protocol level of a CONNECT that could not be read, or 0
    static int LevelOf(in ReadOnlySequence<byte> bytes)
    {
        Span<byte> start = stackalloc byte[24];
        var known = (int)Math.Min(bytes.Length, start.Length);
        bytes.Slice(0, known).CopyTo(start);
        if (known == 0 || start[0] != 0x10)
            return 0;
        var at = 1;
        while (at < MqttReader.LongestHeader && (start[at] & 0x80) != 0)
            at++;
        var name = start[(at + 1)..];
        var length = name[1];
        var isMqtt = length <= 6 && (name.Slice(2, length).SequenceEqual("MQTT"u8) || name.Slice(2, length).SequenceEqual("MQIsdp"u8));
        return isMqtt && at + 4 + length <= known ? name[2 + length] : 0;
    }
}
