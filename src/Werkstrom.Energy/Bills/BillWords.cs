using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Index;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Energy.Bills;

/// <summary>Bills in words and tones.</summary>
static class BillWords
{
    /// <summary>How a run looks.</summary>
    public static Tone ToneOf(BillRun run) => run.Fault is not null ? Tone.Act : run.State switch
    {
        RunState.Ready => Tone.Watch,
        RunState.Released => Tone.Good,
        RunState.Discarded => Tone.Neutral,
        _ => Tone.Info,
    };

    /// <summary>How a bill looks.</summary>
    public static Tone ToneOf(BillRow bill) => bill switch
    {
        { State: BillState.Held } or { IsBlocked: true } => Tone.Act,
        { State: BillState.Issued } => Tone.Good,
        { State: BillState.Cancelled } => Tone.Neutral,
        _ => Tone.Info,
    };

    /// <summary>What is to be looked at, in a sentence.</summary>
    public static string Say(this IStringLocalizer<BillText> texts, BillProblem problem) => texts["problem." + problem.Code + Form(problem), [.. problem.Args.Select(a => problem.Code switch { "no-price" => TariffWords.SayAll(a), "damaged" => MeterWords.Say(a), "cause-rate" => RateWords.NameAll(a), _ => Shown(a) })]];

    /// <summary>Where a price comes from, in the reader's language; what a source says of itself stays.</summary>
    public static string Source(this IStringLocalizer<BillText> texts, string source)
    {
        if (source == "contract")
            return texts["source.contract"];
        var at = source.IndexOf(PlanSeries.Replaced, StringComparison.Ordinal);
        if (at < 0)
            return RateWords.Source(source);
        var how = source[(at + PlanSeries.Replaced.Length)..] switch { "the base price" => "base", "the fixed price" => "fixed", _ => "year" };
        return texts["source.fallback." + how, source[..at]];
    }

    /// <summary>What a signed day rests on, in the reader's language; what other sources say of themselves stays.</summary>
    public static string Proof(this IStringLocalizer<BillText> texts, string source)
    {
        foreach (var basis in Enum.GetValues<FrozenBasis>())
        {
            if (FreezeDesk.Words(basis) is var words && source.EndsWith(words, StringComparison.Ordinal))
                return texts["proof." + basis, source[..^words.Length]];
        }

        return source;
    }

    /// <summary>Whether a line has a price by the contract's rule for missing values.</summary>
    public static bool IsReplaced(BillLine line) => line.Source.Contains(PlanSeries.Replaced, StringComparison.Ordinal);

    static string Form(BillProblem problem) => problem is { Code: "fallback", Args: [var quarters, "1", ..] } ? quarters == "1" ? ".quarter" : ".one" : "";

    // days and numbers are kept as programs read them
    static string Shown(string arg) =>
        DateOnly.TryParseExact(arg, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? BillNumber.Day(day)
        : arg.Contains('.', StringComparison.Ordinal) && decimal.TryParse(arg, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.CurrentCulture) : arg;

    /// <summary>What is to be looked at of a bill.</summary>
    public static IReadOnlyList<BillProblem> Problems(BillRow bill) => BillContent.Read<List<BillProblem>>(bill.Problems);
}
