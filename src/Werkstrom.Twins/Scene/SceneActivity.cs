namespace Werkstrom.Twins.Scene;

/// <summary>What a thing does, for its motion.</summary>
enum SceneActivity
{
    /// <summary>Nobody says.</summary>
    Unknown,

    /// <summary>It is switched off.</summary>
    Off,

    /// <summary>It waits.</summary>
    Idle,

    /// <summary>It is set up.</summary>
    Setup,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has stopped because something is wrong.</summary>
    Fault,
}

/// <summary>Reads what a machine says of itself, in German and English, with the states of PackML.</summary>
static class SceneActivities
{
    static readonly (SceneActivity Activity, string[] Words)[] All =
    [
        (SceneActivity.Fault, ["fault", "störung", "stoerung", "error", "fehler", "alarm", "abort", "not-aus", "emergency"]),
        (SceneActivity.Off, ["off", "aus", "ausgeschaltet", "abgeschaltet", "switched off", "power off", "offline"]),
        (SceneActivity.Setup, ["set-up", "setup", "rüst", "ruest", "changeover", "einrichten", "maintenance", "wartung"]),
        (SceneActivity.Running, ["run", "läuft", "laeuft", "execute", "produc", "produ", "active", "aktiv", "betrieb", "automati", "working", "busy", "charging", "on", "ein", "an"]),
        (SceneActivity.Idle, ["idle", "bereit", "ready", "standby", "stand-by", "wait", "wart", "paus", "stop", "halt", "held", "suspend"]),
    ];

    /// <summary>What a state means; short words count only when they are all that is said.</summary>
    public static SceneActivity Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return SceneActivity.Unknown;
        foreach (var (activity, words) in All)
        {
            if (words.Any(word => word.Length <= 3 && word != "run" ? text.Equals(word, StringComparison.OrdinalIgnoreCase) : text.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return activity;
        }

        return SceneActivity.Unknown;
    }
}
