using Werkstrom.Mqtt.Client;

namespace Werkstrom.Emulator.Sending;

/// <summary>Writes the values of a plant as messages.</summary>
interface IMessageWriter
{
    /// <summary>About how many messages an instant has.</summary>
    int PerInstant { get; }

    /// <summary>Appends the messages of one instant, milliseconds.</summary>
    /// <param name="messages">Takes them.</param>
    /// <param name="values">The values; none of a plant that the writer knows.</param>
    /// <param name="at">The instant.</param>
    void Write(List<MqttMessage> messages, IReadOnlyList<double> values, DateTimeOffset at);
}
