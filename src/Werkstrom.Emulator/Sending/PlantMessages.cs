using System.Globalization;
using System.Text;
using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Plants;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Emulator.Sending;

/// <summary>Writes what leaves the plant of a file as its topics and payloads say.</summary>
sealed class PlantMessages(FilePlant plant) : IMessageWriter
{
    readonly StringBuilder _buffer = new();
    readonly Dictionary<(int Machine, int Signal, bool IsExpected), string> _topics = [];

    public int PerInstant { get; } = plant.Plan.Machines.Sum(m => m.Message.IsSingle ? m.Signals.Count * (plant.Plan.Expected is null ? 1 : 2) : 1);

    public void Write(List<MqttMessage> messages, IReadOnlyList<double> values, DateTimeOffset at)
    {
        foreach (var (machine, from, to) in ReadingRuns.Of(plant))
        {
            if (!machine.Message.IsSingle)
                messages.Add(Together(machine, from, to));
            for (var i = from; machine.Message.IsSingle && i < to; i++)
                messages.Add(Single(machine, plant.Leaving[i]));
        }
    }

    MqttMessage Together(MachinePlan machine, int from, int to)
    {
        var first = plant.Leaving[from];
        var members = string.Join(',', Enumerable.Range(from, to - from).Select(i => plant.Leaving[i]).Select(r =>
            $"\"{ReadingRuns.Name(plant, r, machine.Signals[r.Signal])}\":{ReadingRuns.Value(r, machine.Signals[r.Signal])}"));
        var topic = Topic(machine, machine.Message.Topic, (first.Machine, -1, false), "");
        return Message(machine, topic, word => word == "values" ? members : Common(machine, first, word));
    }

    MqttMessage Single(MachinePlan machine, Reading reading)
    {
        var signal = machine.Signals[reading.Signal];
        var name = ReadingRuns.Name(plant, reading, signal);
        var template = signal.Topic ?? machine.Message.Topic;
        var topic = Topic(machine, template, (reading.Machine, reading.Signal, reading.IsExpected), name);
        return Message(machine, topic, word => word switch
        {
            "signal" => name,
            "path" => $"{plant.Plan.Full(machine)}/{name}",
            "unit" => ReadingRuns.Escape(signal.Unit),
            "value" => ReadingRuns.Value(reading, signal),
            _ => Common(machine, reading, word),
        });
    }

    MqttMessage Message(MachinePlan machine, string topic, Func<string, string> word) =>
        new(topic, Encoding.UTF8.GetBytes(machine.Message.Payload.Fill(_buffer, word)), (MqttQos)machine.Message.Qos, machine.Message.Retain);

    string Topic(MachinePlan machine, Template template, (int, int, bool) key, string name)
    {
        if (_topics.TryGetValue(key, out var topic))
            return topic;
        topic = template.Fill(_buffer, word => word switch
        {
            "root" => plant.Plan.Root,
            "machine" => machine.Path,
            "signal" => name,
            _ => $"{plant.Plan.Full(machine)}/{name}",
        });
        return _topics[key] = topic.TrimStart('/'); // {root}/… of a plant without root
    }

    string Common(MachinePlan machine, in Reading reading, string word) => word switch
    {
        "root" => plant.Plan.Root,
        "machine" => machine.Path,
        "iso" => reading.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        _ => reading.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    };
}
