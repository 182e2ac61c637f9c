using Microsoft.Extensions.Options;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mapping;

/// <summary>Finds the signals that a source sends, and makes new ones as far as the source's allowance goes.</summary>
sealed class SignalDesk(SignalCatalog catalog, TimeProvider time, IOptions<ConnectOptions> options)
{
    public SignalCatalog Catalog => catalog;

    /// <summary>One result for each wanted signal, in order; never throws for a single one.</summary>
    public async Task<IReadOnlyList<EnsuredSignal>> EnsureAsync(
        Source source, IReadOnlyList<WantedSignal> wanted, CancellationToken stop)
    {
        var results = new EnsuredSignal[wanted.Count];
        List<int> fresh = [];
        for (var at = 0; at < wanted.Count; at++)
        {
            if (catalog.TryGet(wanted[at].Path, out var known))
                results[at] = new(known, null);
            else if (source.NewSignals.TryTake(time, options.Value.NewSignalsPerHour))
                fresh.Add(at);
            else
                results[at] = new(null, Limit());
        }

        if (fresh.Count == 0)
            return results;
        var made = await catalog.EnsureAsync([.. fresh.Select(at => wanted[at])], stop);
        for (var at = 0; at < fresh.Count; at++)
        {
            results[fresh[at]] = made[at];
            if (made[at].Signal is null)
                source.NewSignals.GiveBack();
        }

        return results;
    }

    /// <summary>The code that goes with the reason of a signal that could not be had.</summary>
    public Reason Explain(EnsuredSignal failed) =>
        failed.Reason is not { } text || text == Limit() ? new(Reasons.SignalLimit, Limit())
        : new(text.Contains("(kernel:", StringComparison.Ordinal) || text.Contains(" kernel:max", StringComparison.Ordinal) ? Reasons.SignalLimit : Reasons.Path, text);

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

    string Limit() =>
        $"the source has made {options.Value.NewSignalsPerHour} new signals within an hour; more are refused for now, known ones go on";

    static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
