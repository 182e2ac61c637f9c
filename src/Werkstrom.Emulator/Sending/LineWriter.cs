using System.Globalization;
using System.Text;
using Werkstrom.Emulator.Works;

namespace Werkstrom.Emulator.Sending;

/// <summary>
/// Writes the plant's values as line protocol, one line an asset: <c>works,area=line1,unit=mill1 power=4.2,state=3 1763769600000</c>.
/// </summary>
sealed class LineWriter : ILineWriter
{
    readonly IReadOnlyList<(string Head, int From, int To)> _assets;
    readonly IReadOnlyList<SignalSpec> _signals;

    public LineWriter(string root, IReadOnlyList<SignalSpec> signals)
    {
        _signals = signals;
        _assets = [.. AssetRuns.Of(signals).Select(run => (Head(root, run.Asset), run.From, run.To))];
    }

    /// <inheritdoc/>
    public void Write(StringBuilder text, IReadOnlyList<double> values, DateTimeOffset at)
    {
        foreach (var (head, from, to) in _assets)
        {
            text.Append(head);
            for (var i = from; i < to; i++)
                text.Append(i == from ? ' ' : ',').Append(_signals[i].Name).Append('=').Append(CultureInfo.InvariantCulture, $"{values[i]}");
            text.Append(' ').Append(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()}").Append('\n');
        }
    }

    static string Head(string root, string asset)
    {
        var segments = asset.Split('/');
        return segments.Length == 1
            ? $"{root},area={segments[0]}"
            : $"{root},area={segments[0]},unit={segments[1]}";
    }
}
