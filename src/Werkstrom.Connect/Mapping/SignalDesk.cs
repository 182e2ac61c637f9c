using Microsoft.Extensions.Options;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mapping;

/// <summary>Finds the signals that a source sends, and makes new ones as far as the source's allowance goes.</summary>
sealed class SignalDesk(SignalCatalog catalog, TimeProvider time, IOptions<ConnectOptions> options)
{
    public SignalCatalog Catalog => catalog;

    /// <summary>One result for each wanted signal, in order; never throws for a single one.</summary>
    public async Task<IReadOnlyList<FoundSignal>> EnsureAsync(
        Sender sender, IReadOnlyList<WantedSignal> wanted, CancellationToken stop)
    {
        var (source, reach) = sender;
        var results = new FoundSignal[wanted.Count];
        List<int> fresh = [];
        for (var at = 0; at < wanted.Count; at++)
        {
            if (reach?.Holds(wanted[at].Path) == false) // before anything is made
                results[at] = new(null, reach.Refuse(wanted[at].Path));
            else if (catalog.TryGet(wanted[at].Path, out var known))
                results[at] = new(known, null);
            else if (source.NewSignals.TryTake(time, options.Value.NewSignalsPerHour))
                fresh.Add(at);
            else
                results[at] = new(null, new(Reasons.SignalLimit, Limit()));
        }

        if (fresh.Count == 0)
            return results;
        var made = await catalog.EnsureAsync([.. fresh.Select(at => wanted[at])], stop);
        for (var at = 0; at < fresh.Count; at++)
        {
            results[fresh[at]] = Found(made[at], wanted[fresh[at]].Path, reach);
            if (made[at].Signal is null)
                source.NewSignals.GiveBack();
        }

        return results;
    }

    /// <summary>The number of a text of a state signal, or why it has none.</summary>
    public async ValueTask<(int Number, Reason? Reason)> StateAsync(Signal signal, string text, CancellationToken stop)
    {
        if (signal.Kind != SignalKind.State)
            return (0, new(Reasons.TextOnNumber, $"{signal.Path} holds numbers, not the text '{Short(text)}'"));
        if (text.Length > LongestState)
            return (0, new(Reasons.StateLong, $"a text of {text.Length} characters is not a state; at most {LongestState} are kept"));
        return await catalog.EnsureStateAsync(signal.Id, text, stop) is { } number
            ? (number, null)
            : (0, new(Reasons.StateFull, $"{signal.Path} has no room for another text ('{Short(text)}'): a state knows 1,000 at most"));
    }

    const int LongestState = 200;

    // the tree may have changed meanwhile, and a former path of an asset may lead to a signal that has moved away: asked once more
    static FoundSignal Found(EnsuredSignal made, string path, Reach? reach) => made switch
    {
        { Signal: { } signal } when reach?.Holds(signal) == false => new(null, reach.Refuse(path)),
        { Signal: { } signal } => new(signal, null),
        { Reason: { } text } when text.Contains("kernel:max", StringComparison.Ordinal) => new(null, new(Reasons.SignalLimit, text)),
        _ => new(null, new(Reasons.Path, made.Reason ?? "the path is not possible")),
    };

    string Limit() =>
        $"the source has made {options.Value.NewSignalsPerHour} new signals within an hour; more are refused for now, known ones go on";

    static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}

/// <summary>What became of a wanted signal: one of the two is set.</summary>
readonly record struct FoundSignal(Signal? Signal, Reason? Reason);
