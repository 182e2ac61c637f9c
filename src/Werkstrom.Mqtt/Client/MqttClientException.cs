using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>What went wrong with a client, with the reason code of MQTT 5 that says so best.</summary>
public abstract class MqttClientException : Exception
{
    private protected MqttClientException(MqttReason reason, string message, Exception? inner = null)
        : base($"{message} ({reason}, 0x{(byte)reason:X2})", inner) => Reason = reason;

    /// <summary>What the server said, or what MQTT 5 calls it. A return code of MQTT 3.1.1 is translated.</summary>
    public MqttReason Reason { get; }
}

/// <summary>The server answered the CONNECT with no.</summary>
public sealed class MqttRefusedException : MqttClientException
{
    internal MqttRefusedException(MqttReason reason, string? text)
        : base(reason, text is null ? "The server refused the connection." : $"The server refused the connection: {text}")
    {
    }
}

/// <summary>There is no connection, it was lost, or the server ended it.</summary>
public sealed class MqttConnectionException : MqttClientException
{
    internal MqttConnectionException(MqttReason reason, string message, Exception? inner = null) : base(reason, message, inner)
    {
    }
}

/// <summary>A message will not arrive: the server refused it, or cannot take one like it.</summary>
public sealed class MqttPublishException : MqttClientException
{
    internal MqttPublishException(MqttReason reason, string message) : base(reason, message)
    {
    }
}

/// <summary>The queue has no room: the message was refused, or (with <see cref="MqttQueuePolicy.DropOldest"/>) dropped for a newer one.</summary>
public sealed class MqttQueueFullException : MqttClientException
{
    internal MqttQueueFullException(string message) : base(MqttReason.QuotaExceeded, message)
    {
    }
}

/// <summary>The server refused a subscription, or its end.</summary>
public sealed class MqttSubscribeException : MqttClientException
{
    internal MqttSubscribeException(MqttReason reason, string filter) : base(reason, $"The server refused the filter {filter}.") =>
        Filter = filter;

    /// <summary>The first filter that was refused.</summary>
    public string Filter { get; }
}
