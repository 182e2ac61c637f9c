using System.Buffers;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>A SUBSCRIBE or UNSUBSCRIBE that waits for its answer; on a new connection it is sent again.</summary>
sealed class Request(Action<IBufferWriter<byte>, MqttVersion, ushort> write)
{
    readonly TaskCompletionSource<MqttSubAck> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<MqttSubAck> Answer => _answer.Task;

    /// <summary>Its identifier on this connection.</summary>
    public ushort Id { get; set; }

    public void Write(IBufferWriter<byte> output, MqttVersion version) => write(output, version, Id);

    public void Done(MqttSubAck answer) => _answer.TrySetResult(answer);

    public void Fail(MqttClientException error) => _answer.TrySetException(error);
}
