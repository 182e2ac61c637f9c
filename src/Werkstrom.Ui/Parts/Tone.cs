namespace Werkstrom.Ui.Parts;

/// <summary>What a colour means. Each tone also has its icon, so that nobody needs the colour.</summary>
public enum Tone
{
    /// <summary>Nothing special, or no data: grey.</summary>
    Neutral,

    /// <summary>Good to know: blue.</summary>
    Info,

    /// <summary>Good: green.</summary>
    Good,

    /// <summary>Watch: amber.</summary>
    Watch,

    /// <summary>Act: red.</summary>
    Act,
}

static class ToneLook
{
    extension(Tone tone)
    {
        public string Word => tone switch
        {
            Tone.Info => "info",
            Tone.Good => "good",
            Tone.Watch => "watch",
            Tone.Act => "act",
            _ => "neutral",
        };

        public string Icon => tone switch
        {
            Tone.Info => "info-circle",
            Tone.Good => "circle-check",
            Tone.Watch => "alert-triangle",
            Tone.Act => "alert-octagon",
            _ => "circle-dashed",
        };
    }
}
