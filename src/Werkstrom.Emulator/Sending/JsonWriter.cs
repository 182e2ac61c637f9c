using System.Globalization;
using System.Text;
using Werkstrom.Emulator.Works;
using Werkstrom.Mqtt.Client;

namespace Werkstrom.Emulator.Sending;

/// <summary>Writes the plant's values as JSON, one message an asset: <c>works/line1/mill1 {"time":1763769600000,"power":4.2,"state":3}</c>.</summary>
sealed class JsonWriter : IMessageWriter
{
    readonly (string Topic, int From, int To)[] _assets;
    readonly IReadOnlyList<SignalSpec> _signals;
    readonly StringBuilder _text = new();

    /// <param name="root">What stands before the path of each asset: a path of levels, or empty for nothing.</param>
    /// <param name="signals">All signals; those of an asset stand together.</param>
    public JsonWriter(string root, IReadOnlyList<SignalSpec> signals)
    {
        _signals = signals;
        _assets = [.. AssetRuns.Of(signals).Select(run => (root.Length == 0 ? run.Asset : $"{root}/{run.Asset}", run.From, run.To))];
    }

    /// <inheritdoc/>
    public int PerInstant => _assets.Length;

    /// <inheritdoc/>
    public void Write(List<MqttMessage> messages, IReadOnlyList<double> values, DateTimeOffset at)
    {
        foreach (var (topic, from, to) in _assets)
        {
            _text.Clear().Append(CultureInfo.InvariantCulture, $"{{\"time\":{at.ToUnixTimeMilliseconds()}");
            for (var i = from; i < to; i++)
                _text.Append(CultureInfo.InvariantCulture, $",\"{_signals[i].Name}\":{values[i]}");
            messages.Add(new(topic, Encoding.UTF8.GetBytes(_text.Append('}').ToString())));
        }
    }
}
