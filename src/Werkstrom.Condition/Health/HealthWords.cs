using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Health;
using Werkstrom.Ui;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Condition.Health;

/// <summary>Health in words of the reader's language.</summary>
sealed class HealthWords(IStringLocalizer<HealthText> text, SignalCatalog signals, Format format)
{
    /// <summary>How urgent an index is: below its limit it is told, and as far below as a case is to be acted on it is red.</summary>
    /// <param name="index">0 to 100.</param>
    /// <param name="limit">Below which it is told, see <see cref="HealthReport.Limit"/>.</param>
    public static Tone ToneOf(double index, double limit) =>
        index < limit ? index <= Cases.Severity.Ill ? Tone.Act : Tone.Watch : index < (limit + 100) / 2 ? Tone.Info : Tone.Good;

    /// <summary>Why nothing can be said, as a sentence.</summary>
    public string Why(HealthGap gap) => text["gap." + gap.Why, Format.Number(gap.Have), Format.Number(gap.Need)];

    /// <summary>What stands in the way of a present index; null when there is one.</summary>
    public string? WhyNot(HealthView view) =>
        view.Lesson is null ? view.Gap is { } gap ? Why(gap) : text["gap.waiting"].Value
        : view.QuietUntil > (view.JudgedTo ?? DateTimeOffset.MinValue) ? text["gap.repaired", format.Time(view.QuietUntil)].Value
        : view.Now is null || view.JudgedTo - view.Now.At > TimeSpan.FromMinutes(30) ? text["gap.unknown"].Value
        : null;

    /// <summary>What a signal is called.</summary>
    public string Name(int signal) => signals.TryGet(signal, out var found) ? found.Label : text["signal.gone"];

    /// <summary>A regime in words: the text of its state, and about what its signals say.</summary>
    public string Regime(HealthView view, int number)
    {
        if (view.Lesson?.Regimes.All.FirstOrDefault(r => r.Number == number) is not { } regime)
            return text["regime.unknown"];
        List<string> words = [];
        if (regime.State is { } state)
            words.Add(view.Signals.State is { } id && signals.States(id).TryGetValue((int)state, out var said) ? said : text["regime.state", Format.Number(state)]);
        words.AddRange(regime.Levels.Select(l => Level(view, l)));
        return words.Count == 0 ? text["regime.only"] : string.Join(", ", words);
    }

    string Level(HealthView view, RegimeLevel level)
    {
        var signal = view.Signals.Sensors[view.Lesson!.Columns[level.Sensor]];
        return text["regime.level", Name(signal), Value(signal, level.Mean)];
    }

    /// <summary>A value of a signal with its unit.</summary>
    public string Value(int signal, double? value) =>
        value is not { } number ? "–" : signals.TryGet(signal, out var found) ? Format.Value(Rounded(number), found.Unit) : Format.Number(Rounded(number));

    /// <summary>A change of a signal, without its sign.</summary>
    public string Change(int signal, double change) =>
        Format.Value(Rounded(Math.Abs(change)), !signals.TryGet(signal, out var found) ? "" : found.Unit switch { "Cel" => "K", var unit => unit });

    /// <summary>The one sentence on what shows it: <c>Schwingung 4,1 mm/s statt 2,0 mm/s (81 %)</c>.</summary>
    public string Part(Findings.FindingPart part) => text["part", Name(part.SignalId), Value(part.SignalId, part.Value), Value(part.SignalId, part.Usual)];

    /// <summary>Drift as a sentence.</summary>
    public string Drift(HealthView view, DriftFigure figure)
    {
        var said = text[figure.Change > 0 ? "drift.up" : "drift.down", Name(figure.SignalId), Regime(view, figure.Regime), Change(figure.SignalId, figure.Change),
            Format.Count(figure.Days), Format.Count(figure.DaysBefore)].Value;
        return figure.Sisters is not { } sisters ? said
            : said + " " + text[figure.IsCommon ? "drift.common" : "drift.alone", Format.Count(figure.SisterCount), Signed(figure.SignalId, sisters)];
    }

    /// <summary>A change of a signal with its sign.</summary>
    public string Signed(int signal, double change) => (change < 0 ? "−" : "+") + Change(signal, change);

    /// <summary>What may lie behind a value that is off: another unit, or nothing that numbers show.</summary>
    public string? Hint(Findings.FindingPart part) =>
        part is { Value: { } value, Usual: { } usual } && signals.TryGet(part.SignalId, out var signal) && signal.Unit == "Cel"
            && Math.Abs(part.Deviation) > 5 && IsFahrenheit(value, usual)
            ? text["hint.unit"].Value
            : null;

    static bool IsFahrenheit(double value, double usual) => Math.Abs(value - ((1.8 * usual) + 32)) < 0.05 * Math.Abs(value - usual);

    // three significant digits: what a mean of days bears
    static double Rounded(double value) => value == 0 || !double.IsFinite(value)
        ? value
        : Math.Round(value, Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6));
}
