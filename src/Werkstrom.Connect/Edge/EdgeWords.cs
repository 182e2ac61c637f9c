using Microsoft.Extensions.Localization;

namespace Werkstrom.Connect.Edge;

/// <summary>Says what went wrong in the reader's language.</summary>
static class EdgeWords
{
    /// <summary>The sentence of a fault; what the side-car said when there is none.</summary>
    public static string Fault(IStringLocalizer<EdgeText> text, string key, string said)
    {
        if (EdgeSentences.TrySay(text, said) is { } known)
            return known;
        var sentence = text[key, said];
        return !sentence.ResourceNotFound ? sentence : said.Length > 0 ? said : text["scan.broken"];
    }

    /// <summary>How a server stands, in a word.</summary>
    public static string Standing(EdgeServer server, EdgeStanding now) => now.Phase switch
    {
        EdgePhase.Failed => "state.failed",
        EdgePhase.Waiting => "state.waiting",
        EdgePhase.Running when now.IsOnline && now.IsLinked => "state.online",
        EdgePhase.Running when now.IsOnline => "state.no-link",
        EdgePhase.Running when now.Code.Length > 0 => "state.offline",
        EdgePhase.Running => "state.connecting",
        _ => server.IsStarted ? "state.waiting" : "state.stopped",
    };
}
