using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>What the server says of messages.</summary>
sealed partial class Outbox
{
    /// <summary>Takes answers in. What is to be told, and which PUBRELs are to be sent, is given back.</summary>
    /// <returns>Why the answers are not allowed, or nothing.</returns>
    public MqttFault Answer(List<(MqttPacketType Type, MqttAck Ack)> answers, List<Finished> finished, List<MqttAck> releases)
    {
        MqttFault fault = default;
        lock (_gate)
        {
            foreach (var (type, ack) in answers)
            {
                fault = AnswerOne(type, ack, finished, releases);
                if (!fault.IsNone)
                    break;
            }

            Note();
            TellEmpty();
        }

        return fault;
    }

    /// <summary>Takes the answer to another packet in; null when there was none.</summary>
    public T? Answer<T>(ushort id)
        where T : class
    {
        lock (_gate)
        {
            if (_ids[id] is not T owner)
                return null;
            _answersDue--;
            _ids.Free(id);
            return owner;
        }
    }

    /// <summary>A message cannot be sent to this server.</summary>
    public void Refuse(Outgoing outgoing, MqttPublishException error)
    {
        List<Finished> finished = [];
        lock (_gate)
        {
            if (outgoing.Message.Qos == MqttQos.AtMostOnce)
                Finish(outgoing, error.Reason, error, finished); // its room is free already
            else if (outgoing.State != OutgoingState.Done)
                End(outgoing, error.Reason, error, finished);
            Note();
            TellEmpty();
        }

        finished.ForEach(static f => f.Tell());
    }

    /// <summary>Messages of QoS 0 were handed to the connection.</summary>
    public void HandedOver(Outgoing outgoing)
    {
        outgoing.Receipt?.Done(outgoing.Tag, MqttReason.Success, null);
        if (Count == 0)
        {
            lock (_gate)
                TellEmpty();
        }
    }

    MqttFault AnswerOne(MqttPacketType type, in MqttAck ack, List<Finished> finished, List<MqttAck> releases)
    {
        if (_ids[ack.Id] is not Outgoing { IsOnLink: true } outgoing)
        {
            // nothing of it is known (any more); only a PUBREC has an answer that says so
            if (type == MqttPacketType.PubRec && ack.Reason < MqttReason.UnspecifiedError)
                releases.Add(new MqttAck(ack.Id, MqttReason.PacketIdentifierNotFound));
            return default;
        }

        var isExact = outgoing.Message.Qos == MqttQos.ExactlyOnce;
        if (isExact == (type == MqttPacketType.PubAck) || (type == MqttPacketType.PubComp && outgoing.State != OutgoingState.Released))
            return MqttFault.Protocol($"A {type} does not answer what was sent.");
        if (type == MqttPacketType.PubRec && ack.Reason < MqttReason.UnspecifiedError)
        {
            outgoing.State = OutgoingState.Released;
            _file?.Released(outgoing);
            releases.Add(new MqttAck(ack.Id));
            return default;
        }

        // 0x92 in a PUBCOMP: the server had forgotten the identifier, because it was done with it
        var isRefused = ack.Reason >= MqttReason.UnspecifiedError && type != MqttPacketType.PubComp;
        End(outgoing, ack.Reason, isRefused ? RefusalOf(ack) : null, finished);
        return default;
    }

    static MqttPublishException RefusalOf(in MqttAck ack) => new(
        ack.Reason, ack.Properties?.ReasonString is { } text ? $"The server refused the message: {text}" : "The server refused the message.");

    // a message that had an identifier is done
    void End(Outgoing outgoing, MqttReason reason, MqttClientException? error, List<Finished> finished)
    {
        _ids.Free(outgoing.Id);
        _answersDue--;
        _quota = Math.Min(_quota + 1, _quotaMost);
        Complete(outgoing, reason, error, finished);
    }

    void Complete(Outgoing outgoing, MqttReason reason, MqttClientException? error, List<Finished> finished)
    {
        if (outgoing.Message.Qos != MqttQos.AtMostOnce)
            _file?.Done(outgoing);
        (_count, _bytes) = (_count - 1, _bytes - outgoing.Message.Size);
        Finish(outgoing, reason, error, finished);
    }

    static void Finish(Outgoing outgoing, MqttReason reason, MqttClientException? error, List<Finished> finished)
    {
        outgoing.State = OutgoingState.Done;
        if (outgoing.Receipt is { } receipt)
            finished.Add(new Finished(receipt, outgoing.Tag, reason, error));
    }

    // what is done and not noted is noted later, or sent once more after a kill
    void Note()
    {
        try
        {
            _file?.Flush();
        }
        catch (IOException)
        {
            // sending fails, too, as long as the file cannot be written, and says so
        }
    }

    void TellEmpty()
    {
        if (_count > 0)
            return;
        _whenEmpty.ForEach(static e => e.TrySetResult());
        _whenEmpty.Clear();
    }
}
