using Werkstrom.Ui.Parts;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>What colours mean here.</summary>
static class PilotLook
{
    public static Tone Of(PilotState state) => state switch { PilotState.Running => Tone.Good, PilotState.Stopped => Tone.Watch, PilotState.Ended => Tone.Neutral, _ => Tone.Info };
}
