using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>Bytes that a client should not send, and what a server may answer.</summary>
/// <param name="Kind">The class of the fault.</param>
/// <param name="Version">The protocol that is spoken.</param>
/// <param name="Connected">Whether a good CONNECT comes before the bytes.</param>
/// <param name="Bytes">What is sent; at its end is, or may be, the fault.</param>
/// <param name="MustEnd">Whether the standard leaves no choice but to end the connection.</param>
/// <param name="Reasons">Reason codes that a DISCONNECT, or a CONNACK, may have.</param>
readonly record struct MalformedCase(
    string Kind, MqttVersion Version, bool Connected, byte[] Bytes, bool MustEnd, MqttReason[] Reasons);
