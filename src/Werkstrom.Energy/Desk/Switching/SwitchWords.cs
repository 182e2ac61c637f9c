using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Switches in words and tones.</summary>
static class SwitchWords
{
    /// <summary>Why a contract cannot be switched, in a sentence.</summary>
    public static string Say(this IStringLocalizer<SwitchText> texts, SwitchFault fault) =>
        texts["fault." + fault.Code, [.. fault.Args.Select(a => fault.Code == "price" ? TariffWords.SayAll(a) : Shown(a))]];

    /// <summary>How a switch looks.</summary>
    public static Tone ToneOf(SwitchRun run) => run.Fault is not null ? Tone.Act : run.State switch
    {
        SwitchState.Ready => Tone.Watch,
        SwitchState.Done => Tone.Good,
        SwitchState.Returned or SwitchState.Discarded => Tone.Neutral,
        _ => Tone.Info,
    };

    /// <summary>How a contract of it looks.</summary>
    public static Tone ToneOf(SwitchStep step) => step switch
    {
        SwitchStep.Kept => Tone.Good,
        SwitchStep.Failed => Tone.Act,
        SwitchStep.Excepted => Tone.Watch,
        SwitchStep.Returned => Tone.Neutral,
        _ => Tone.Info,
    };

    // days are kept as programs read them
    static string Shown(string arg) => DateOnly.TryParseExact(arg, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? BillNumber.Day(day) : arg;
}
