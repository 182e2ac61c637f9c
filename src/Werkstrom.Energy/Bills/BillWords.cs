using Microsoft.Extensions.Localization;
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
    public static string Say(this IStringLocalizer<BillText> texts, BillProblem problem) => texts["problem." + problem.Code, [.. problem.Args]];

    /// <summary>What is to be looked at of a bill.</summary>
    public static IReadOnlyList<BillProblem> Problems(BillRow bill) => BillContent.Read<List<BillProblem>>(bill.Problems);
}
