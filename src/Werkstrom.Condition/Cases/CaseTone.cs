using Werkstrom.Ui.Parts;

namespace Werkstrom.Condition.Cases;

/// <summary>How a case looks: a tone with its icon.</summary>
static class CaseTone
{
    /// <summary>The tone of a case: that of its severity while it is open.</summary>
    public static Tone Of(Case one) => one switch
    {
        { State: CaseState.FalseAlarm or CaseState.Closed } or { IsOpen: false } => Tone.Neutral,
        { State: CaseState.Snoozed } => Tone.Info,
        { IsAct: true } => Tone.Act,
        _ => Tone.Watch,
    };

    /// <summary>The end of its class <c>ws-tone-…</c>.</summary>
    public static string Word(Tone tone) => tone switch { Tone.Act => "act", Tone.Watch => "watch", Tone.Info => "info", Tone.Good => "good", _ => "neutral" };

    /// <summary>Its icon.</summary>
    public static string Icon(Tone tone) => tone switch { Tone.Act => "alert-octagon", Tone.Watch => "alert-triangle", Tone.Info => "info-circle", Tone.Good => "circle-check", _ => "circle-dashed" };
}
