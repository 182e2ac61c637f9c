using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>
/// Is told when messages are done, without a task for each: for who sends hundreds of thousands a second. Calls come from the
/// connection's own thread, one at a time, and must return at once.
/// </summary>
public interface IMqttReceipt
{
    /// <summary>A message is done: acknowledged (QoS 1, 2), handed to the connection (QoS 0), or failed.</summary>
    /// <param name="tag">What the sender gave the message.</param>
    /// <param name="reason">What the server said; 0x10 when nobody wanted it.</param>
    /// <param name="error">Why it failed; null when the server has it.</param>
    void Done(long tag, MqttReason reason, MqttClientException? error);
}
