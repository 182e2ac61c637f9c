namespace Werkstrom.Store.Live;

/// <summary>The event that says that signals became silent; it ends when all of them are back.</summary>
public static class SilentEvents
{
    /// <summary>Its kind.</summary>
    public const string Kind = "signal.silent";

    /// <summary>How its sentence begins; the names of the signals follow.</summary>
    public const string TextStart = "No data: ";
}
