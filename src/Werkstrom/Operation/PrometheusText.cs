using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Werkstrom.Operation;

/// <summary>
/// The meters of this process in the Prometheus text format, version 0.0.4
/// (<see href="https://prometheus.io/docs/instrumenting/exposition_formats/"/>). Histograms are given as sum and count.
/// </summary>
sealed class PrometheusText : IDisposable
{
    static readonly string[] Meters = ["Werkstrom", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    readonly MeterListener _listener = new();
    readonly ConcurrentDictionary<(string Name, string Labels), Cell> _cells = new();

    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Any(name => instrument.Meter.Name.StartsWith(name, StringComparison.Ordinal)))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((i, v, tags, _) => Take(i, v, tags));
        _listener.SetMeasurementEventCallback<int>((i, v, tags, _) => Take(i, v, tags));
        _listener.SetMeasurementEventCallback<double>((i, v, tags, _) => Take(i, v, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    public string Write()
    {
        _listener.RecordObservableInstruments();
        StringBuilder text = new();
        foreach (var family in _cells.GroupBy(cell => cell.Key.Name).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            var first = family.First().Value;
            text.Append("# HELP ").Append(family.Key).Append(' ').AppendLine(first.Help.ReplaceLineEndings(" "));
            text.Append("# TYPE ").Append(family.Key).Append(' ').AppendLine(first.Type);
            foreach (var ((name, labels), cell) in family)
                cell.WriteTo(text, name, labels);
        }

        return text.Replace("\r\n", "\n").ToString();
    }

    void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var cell = _cells.GetOrAdd((NameOf(instrument), LabelsOf(tags)), _ => new(TypeOf(instrument), instrument.Description ?? instrument.Name));
        cell.Take(value, isTotal: instrument.IsObservable || TypeOf(instrument) == "gauge" && !IsUpDown(instrument));
    }

    static bool IsUpDown(Instrument instrument) => instrument.GetType().Name.StartsWith("UpDownCounter", StringComparison.Ordinal);

    static string TypeOf(Instrument instrument) => instrument.GetType().Name switch
    {
        var n when n.StartsWith("Histogram", StringComparison.Ordinal) => "summary",
        var n when n.StartsWith("Counter", StringComparison.Ordinal) || n.StartsWith("ObservableCounter", StringComparison.Ordinal) => "counter",
        _ => "gauge",
    };

    static string NameOf(Instrument instrument)
    {
        var name = string.Concat(instrument.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", "ms" => "_milliseconds", _ => "" };
        return name + (name.EndsWith(unit, StringComparison.Ordinal) ? "" : unit) + (TypeOf(instrument) == "counter" ? "_total" : "");
    }

    static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var pairs = new List<string>(tags.Length);
        foreach (var (key, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            pairs.Add($"{string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))}=\"{text}\"");
        }

        pairs.Sort(StringComparer.Ordinal);
        return $"{{{string.Join(',', pairs)}}}";
    }

    sealed class Cell(string type, string help)
    {
        readonly Lock _lock = new();
        double _value;
        long _count;

        public string Type => type;

        public string Help => help;

        public void Take(double value, bool isTotal)
        {
            lock (_lock)
            {
                _value = isTotal ? value : _value + value;
                _count++;
            }
        }

        public void WriteTo(StringBuilder text, string name, string labels)
        {
            lock (_lock)
            {
                if (type == "summary")
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}_sum{labels} {_value}\n{name}_count{labels} {_count}\n");
                    return;
                }

                text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {_value}\n");
            }
        }
    }
}
