using System.Globalization;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>How a source does, in words.</summary>
static class SourceWords
{
    /// <summary>Why it is not well; empty when it is.</summary>
    /// <param name="language">Null: that of the thread.</param>
    /// <param name="reason">Of <see cref="SourceState.Reason"/>.</param>
    public static string Why(CultureInfo? language, string reason)
    {
        if (reason.Length == 0)
            return "";
        var parts = reason.Split('|', 3);
        return MarketText.Say(language, $"reason.{parts[0]}", parts.ElementAtOrDefault(1) ?? "", FaultWords.Say(parts.ElementAtOrDefault(2) ?? ""));
    }

    /// <summary>off, new (never asked), good, waiting (something is still missing), failing.</summary>
    public static string Look(MarketSource source, SourceState? state) =>
        !source.IsOn ? "off" : state?.Tried is null ? "new" : state.Failures > 0 ? "failing" : state.Reason.Length > 0 ? "waiting" : "good";
}
