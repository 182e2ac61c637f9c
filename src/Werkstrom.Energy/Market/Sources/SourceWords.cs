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
        var detail = parts.ElementAtOrDefault(1) ?? "";
        return MarketText.Say(language, $"reason.{parts[0]}", parts[0] == "network" ? Network(language, detail) : detail, FaultWords.Say(parts.ElementAtOrDefault(2) ?? ""));
    }

    /// <summary>What is wrong with a connection.</summary>
    /// <param name="language">Null: that of the thread.</param>
    /// <param name="kind">Name of a <see cref="HttpRequestError"/>.</param>
    public static string Network(CultureInfo? language, string kind) => MarketText.Find(language, $"network.{kind}") ?? kind;

    /// <summary>off, new (never asked), good, waiting (something is still missing), failing.</summary>
    public static string Look(MarketSource source, SourceState? state) =>
        !source.IsOn ? "off" : state?.Tried is null ? "new" : state.Failures > 0 ? "failing" : state.Reason.Length > 0 ? "waiting" : "good";
}
