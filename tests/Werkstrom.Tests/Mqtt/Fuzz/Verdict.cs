using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>Whether what a server answered, until it closed the connection, is what the standard allows.</summary>
static class Verdict
{
    const int LargestAnswer = 1 << 20;

    /// <summary>What is wrong with the answer; null when nothing is.</summary>
    /// <param name="malformed">What was sent, after a good CONNECT or without; then a PINGREQ and the end.</param>
    /// <param name="answer">All that came back.</param>
    /// <param name="reason">The reason code that the server gave; null when it gave none.</param>
    public static string? Of(in MalformedCase malformed, ReadOnlyMemory<byte> answer, out MqttReason? reason)
    {
        reason = null;
        if (answer.IsEmpty)
            return malformed.Connected ? "The good CONNECT was not answered." : null;
        return malformed.Connected || answer.Span[0] != 0x20 || answer.Length < 4 || answer.Span[3] == 0
            ? OfConnected(malformed, answer, out reason)
            : OfRefused(malformed, answer.Span, out reason);
    }

    // a CONNACK that refuses, and nothing behind it
    static string? OfRefused(in MalformedCase malformed, ReadOnlySpan<byte> answer, out MqttReason? reason)
    {
        var isOld = answer[1] == 2;
        reason = isOld ? null : (MqttReason)answer[3];
        if (answer.Length != 2 + answer[1] || answer[2] != 0)
            return "The CONNACK that refuses is not alone, or speaks of a session.";
        if (isOld)
            return answer[3] is >= 1 and <= 5 ? null : $"Return code {answer[3]}.";
        return Allows(malformed.Reasons, answer[3]) ? null : $"CONNACK 0x{answer[3]:X2}.";
    }

    static string? OfConnected(in MalformedCase malformed, ReadOnlyMemory<byte> answer, out MqttReason? reason)
    {
        reason = null;
        var (version, isFirst) = (malformed.Version, true);
        while (!answer.IsEmpty)
        {
            if (isFirst)
                version = answer.Length > 1 && answer.Span[1] == 2 ? MqttVersion.V311 : MqttVersion.V5;
            if (MqttReader.TryRead(answer, version, LargestAnswer, out var packet, out var size, out var fault) != MqttReadResult.Packet)
                return $"The server sent what is no packet: {fault.Text}";
            answer = answer[size..];
            if (isFirst != (packet.Type == MqttPacketType.ConnAck))
                return $"A {packet.Type} came {(isFirst ? "before" : "after")} the CONNACK.";
            if (packet.Type == MqttPacketType.Disconnect)
            {
                reason = packet.Disconnect.Reason;
                return OfDisconnect(malformed, version, (byte)reason, answer.Length);
            }

            if (Forbidden(malformed, packet.Type, isFirst) is { } wrong)
                return wrong;
            isFirst = false;
        }

        return null;
    }

    static string? Forbidden(in MalformedCase malformed, MqttPacketType type, bool isFirst)
    {
        if (isFirst)
            return malformed is { Connected: false, MustEnd: true } ? "The CONNECT was accepted." : null;
        if (type is MqttPacketType.Connect or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe or MqttPacketType.PingReq or MqttPacketType.Auth)
            return $"A server sent {type}.";
        return type == MqttPacketType.PingResp && malformed.MustEnd ? "The connection went on." : null;
    }

    static string? OfDisconnect(in MalformedCase malformed, MqttVersion version, byte code, int left)
    {
        if (version != MqttVersion.V5 || left > 0)
            return "A server of 3.1.1 sent DISCONNECT, or something came behind it.";
        // a CONNECT that bytes were replaced in may be a good one, with the client identifier of another of the run
        var isTakenOver = !malformed.Connected && code == (byte)MqttReason.SessionTakenOver;
        return isTakenOver || Allows(malformed.Reasons, code) ? null : $"DISCONNECT 0x{code:X2}.";
    }

    static bool Allows(MqttReason[] reasons, byte code) => Array.IndexOf(reasons, (MqttReason)code) >= 0;
}
