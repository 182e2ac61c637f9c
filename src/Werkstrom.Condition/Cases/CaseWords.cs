using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Rules;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Cases;

/// <summary>Says in the reader's language what findings and cases are: made of their numbers and units at reading.</summary>
sealed class CaseWords(AssetCatalog assets, SignalCatalog signals, RuleBook rules, Rates rates, IStringLocalizer<CasesText> text, Format format)
{
    const int Named = 2, Most = 3, Telling = 3;

    /// <summary>A finding in one sentence or two: what, since when, how far beyond the usual.</summary>
    public string Sentence(Finding finding)
    {
        var signal = Signal(finding);
        var (where, span) = (Where(finding), Span(finding));
        return finding.Kind switch
        {
            FindingKind.Peak => text["say.Peak", where, At(finding.At), Value(finding, signal), Usual(finding, signal)] + Off(finding, signal),
            FindingKind.Lasting => text["say.Lasting", where, span, Value(finding, signal), Usual(finding, signal)] + Off(finding, signal),
            FindingKind.Shift => text[IsAbove(finding) ? "say.Shift.up" : "say.Shift.down", where, span, Value(finding, signal), Usual(finding, signal)] + Off(finding, signal),
            FindingKind.Spread => text[Past(finding, IsAbove(finding) ? "say.Spread.more" : "say.Spread.less"), where, span, Number(finding.Value, finding, signal), Number(finding.Usual, finding, signal)],
            FindingKind.Shape => text[Past(finding, IsAbove(finding) ? "say.Shape.rougher" : "say.Shape.smoother"), where, span, Number(finding.Value, finding, signal), Number(finding.Usual, finding, signal)],
            FindingKind.Stuck => text[Past(finding, "say.Stuck"), where, span, Seconds(finding.Furthest)],
            FindingKind.Silence => text["say.Silence", where, span, Seconds(finding.Usual), Seconds(finding.Furthest)],
            FindingKind.RareState when finding.Usual > 0 => text["say.RareState", where, span, State(finding, signal), Percent(finding.Usual)],
            FindingKind.RareState => text["say.RareState.never", where, span, State(finding, signal)],
            FindingKind.LongState => text["say.LongState", where, span, State(finding, signal), Seconds(finding.Usual)],
            FindingKind.Rule => Rule(finding, signal, where, span),
            FindingKind.Health => text[Past(finding, "say.Health"), where, span, Index(finding), Plain(finding.Usual), Shows(finding)],
            FindingKind.Drift => text["say.Drift", where, span, Value(finding, signal), Usual(finding, signal)],
            _ when finding.Parts is [var trend] && signals.TryGet(trend.SignalId, out var limited) =>
                text["say.Life.trend", where, limited.Label, Days(finding.Value), Days(finding.Usual)],
            _ => text["say.Life", where, Days(finding.Value), Days(finding.Usual)],
        };
    }

    /// <summary>What one signal has to do with a finding: its own sentence, or its part in that of the whole asset.</summary>
    public string Sentence(Finding finding, Signal signal)
    {
        if (finding.SignalId != signal.Id && finding.Parts.All(p => p.SignalId != signal.Id))
            return text["say.beside"];
        if (finding.SignalId == signal.Id || finding.Parts.FirstOrDefault(p => p.SignalId == signal.Id) is not { Value: { } value, Usual: { } usual } part)
            return Sentence(finding);
        return text[part.Deviation >= 0 ? "say.share.above" : "say.share.below", Amount(value, part, signal), Amount(usual, part, signal), Format.Number(Math.Abs(part.Deviation), 1), Format.Number(100 * part.Share, 0)];
    }

    /// <summary>A case in a few sentences: its surest finding, and what is unusual besides; a flood by where it began.</summary>
    /// <param name="one">The case.</param>
    /// <param name="findings">Its findings; of a flood also those of its parts.</param>
    /// <param name="now">The time of the reading.</param>
    public string Headline(Case one, IReadOnlyList<Finding> findings, DateTimeOffset now)
    {
        if (findings.Count == 0)
            return one.Title;
        return one.IsFlood ? Flood(one, findings) : Join(findings, now);
    }

    /// <summary>How sure: a word and the figure.</summary>
    public string Certainty(double percent) => text["sure.said", text["sure." + Sure(percent)].Value, Format.Number(percent, 0)];

    /// <summary>Where a finding is: its asset and its signal.</summary>
    public string Where(Finding finding)
    {
        var asset = assets.TryGet(finding.AssetId, out var found) ? found.Label : text["gone.asset", finding.AssetId].Value;
        return finding.SignalId is null ? asset : $"{asset}, {What(finding)}";
    }

    /// <summary>What a finding is about: its signal, else its kind.</summary>
    public string What(Finding finding) => finding.SignalId is not { } id ? text["what." + finding.Kind] : Signal(finding)?.Label ?? text["gone.signal", id];

    /// <summary>Since when, or from when to when.</summary>
    public string Span(Finding finding) => IsOver(finding, out var end)
        ? text["span.over", At(finding.Since), format.Day(end) == format.Day(finding.Since) ? Clock(end) : At(end)] : text["span.lasts", At(finding.Since)];

    /// <summary>An instant: the time of today, else with its day.</summary>
    public string At(DateTimeOffset instant) => format.Day(instant) == format.Day(format.Now) ? Clock(instant) : format.Time(instant);

    static string Sure(double percent) => percent switch
    {
        >= 100 => "certain",
        >= 90 => "almost",
        >= 75 => "very",
        >= 60 => "likely",
        >= 40 => "maybe",
        _ => "hardly",
    };

    string Join(IReadOnlyList<Finding> findings, DateTimeOffset now)
    {
        var ranked = Evidence.Named(findings, now);
        List<string> others = [.. ranked.Skip(1).Where(f => !Evidence.IsLongOver(f, findings, now) && !IsClock(f)).Select(What).Distinct().Where(w => w != What(ranked[0]))];
        if (others.Count == 0)
            return Sentence(ranked[0]);
        var named = string.Join(", ", others.Take(Named));
        return $"{Sentence(ranked[0])} {(others.Count <= Named ? text["also", named] : text.Count("also.more", others.Count - Named, named))}";
    }

    // a counter of running hours only says that it ran
    bool IsClock(Finding finding) => Signal(finding) is { Unit: "h" or "min" or "s" } signal && rates.Has(signal);

    string Flood(Case one, IReadOnlyList<Finding> findings)
    {
        var root = findings.MinBy(f => (f.Since, f.Id))!;
        var where = one.AssetId is { } id && assets.TryGet(id, out var asset) ? asset.Label : text["everywhere"].Value;
        return text["say.flood", where, At(one.Since), Where(root)]; // how many they are stands in its title
    }

    string Shows(Finding finding)
    {
        // what has little to do with it would only distract
        List<string> named = [.. finding.Parts.Where(p => Telling * p.Share >= finding.Parts[0].Share).Select(p => signals.TryGet(p.SignalId, out var part) ? Shown(p, part) : null).OfType<string>().Take(Most)];
        return named.Count == 0 ? "" : " " + text["say.shows", string.Join(", ", named)];
    }

    string Shown(FindingPart part, Signal signal) => part is { Value: { } value, Usual: { } usual }
        ? text["say.part", signal.Label, Amount(value, part, signal), Amount(usual, part, signal)] : signal.Label;

    string Amount(double value, FindingPart part, Signal signal) =>
        Format.Value(Scaled(value, signal), signal.Unit, Digits(Scatter(part), signal)) + (rates.Has(signal) ? "/h" : "");

    // what one deviation is
    static double? Scatter(FindingPart part) => part is { Value: { } value, Usual: { } usual, Deviation: not 0 and var times } ? Math.Abs((value - usual) / times) : null;

    string Rule(Finding finding, Signal? signal, string where, string span)
    {
        var name = rules.Find(finding.RuleId ?? 0)?.Name ?? text["rule.number", finding.RuleId ?? 0];
        return finding is { Value: not null, Usual: not null }
            ? text[Past(finding, "say.Rule"), where, span, name, Value(finding, signal), Number(finding.Usual, finding, signal)] : text[Past(finding, "say.Rule.plain"), where, span, name];
    }

    // of a state there is nothing to be off
    string Off(Finding finding, Signal? signal) => finding is { Value: { } value, Usual: { } usual, Furthest: > 0 and var furthest }
        ? " " + text[Past(finding, "off"), Number(Math.Abs(value - usual), finding, signal), Number(furthest, finding, signal)] : "";

    string Usual(Finding finding, Signal? signal) => finding is { Usual: { } usual, Spread: > 0 and var spread }
        ? $"{Format.Number(Scaled(usual, signal), Digits(spread, signal))} ± {Number(spread, finding, signal)}" : Number(finding.Usual, finding, signal);

    string Value(Finding finding, Signal? signal) => Number(finding.Value, finding, signal);

    // with as many digits as the usual scatter bears
    string Number(double? value, Finding finding, Signal? signal) =>
        value is { } number ? Format.Value(Scaled(number, signal), signal?.Unit, Digits(finding.Spread, signal)) + (rates.Has(signal) ? "/h" : "") : "–";

    int? Digits(double? scatter, Signal? signal) => scatter is { } spread && Math.Abs(Scaled(spread, signal)) is > 0 and < double.PositiveInfinity and var size
        ? Math.Clamp((int)Math.Ceiling(-Math.Log10(size)), 0, 6) : null;

    double Scaled(double value, Signal? signal) => rates.Has(signal) ? Rates.Hour * value : value;

    // what is over is told in the past tense
    static string Past(Finding finding, string key) => IsOver(finding, out _) ? key + ".over" : key;

    static bool IsOver(Finding finding, out DateTimeOffset end)
    {
        end = finding.EndedAt ?? default;
        return finding.EndedAt is not null && end - finding.Since >= TimeSpan.FromMinutes(1);
    }

    static bool IsAbove(Finding finding) => finding.Value >= finding.Usual;

    static string Seconds(double? seconds) => seconds is >= 0 and < 1e11 and var known ? Format.Span(TimeSpan.FromSeconds(known)) : "–";

    static string Percent(double? share) => share is { } known ? $"{Format.Number(100 * known, 1)}\u202F%" : "–";

    // while it lasts how it is now, and how bad it was where that is more
    string Index(Finding finding) => finding switch
    {
        { EndedAt: not null, Worst: { } worst } => text["index.over", Plain(worst)],
        { Worst: { } worst } when Plain(worst) != Plain(finding.Value) => text["index.worse", Plain(finding.Value), Plain(worst)],
        _ => text["index.now", Plain(finding.Value)],
    };

    static string Days(double? days) => days is >= 0 and < 36_500 and var known ? Format.Span(TimeSpan.FromDays(known)) : "–";

    static string Plain(double? value) => value is { } number ? Format.Number(number, 0) : "–";

    string State(Finding finding, Signal? signal) =>
        finding.Value is not { } value ? "–" : signal is not null && signals.States(signal.Id).TryGetValue((int)value, out var known) ? known : Format.Number(value);

    Signal? Signal(Finding finding) => finding.SignalId is { } id && signals.TryGet(id, out var found) ? found : null;

    string Clock(DateTimeOffset instant) => format.Local(instant).ToString("HH:mm", CultureInfo.InvariantCulture);
}
