using Microsoft.Extensions.Options;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;

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
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase); // a new path counts once, however often it is wanted
        for (var at = 0; at < wanted.Count; at++)
        {
            if (reach?.Holds(wanted[at].Path) == false) // before anything is made
                results[at] = new(null, reach.Refuse(wanted[at].Path));
            else if (catalog.TryGet(wanted[at].Path, out var known))
                results[at] = new(known, null);
            else if (wanted[at].Unit.Length > 0 && Ucum.Check(wanted[at].Unit) is not null)
                results[at] = new(null, Reason.Of(Reasons.Unit, "unit.unknown", Short(wanted[at].Unit)));
            else if (taken.Contains(wanted[at].Path))
                fresh.Add(at);
            else if (source.NewSignals.TryTake(time, options.Value.NewSignalsPerHour) && taken.Add(wanted[at].Path))
                fresh.Add(at);
            else
                results[at] = new(null, Reason.Of(Reasons.SignalLimit, "limit.source", $"{options.Value.NewSignalsPerHour}"));
        }

        if (fresh.Count == 0)
            return results;
        var made = await catalog.EnsureAsync([.. fresh.Select(at => wanted[at])], stop);
        for (var at = 0; at < fresh.Count; at++)
        {
            results[fresh[at]] = Found(made[at], wanted[fresh[at]].Path, reach);
            if (made[at].Signal is null && taken.Remove(wanted[fresh[at]].Path))
                source.NewSignals.GiveBack();
        }

        return results;
    }

    /// <summary>Why a sample cannot lie where it lies, asked before its signal is made; null when it can.</summary>
    public Reason? CheckTime(Mapped mapped, long micros, in LineTimes times) => micros <= times.NewestPlain
        ? null
        : times.RefuseAhead(micros, catalog.TryGet(mapped.Path, out var known) ? known.Kind : mapped.Kind);

    /// <summary>The number of a text of a state signal, or why it has none.</summary>
    public async ValueTask<(int Number, Reason? Reason)> StateAsync(Signal signal, string text, CancellationToken stop)
    {
        if (signal.Kind != SignalKind.State)
            return (0, Reason.Of(Reasons.TextOnNumber, "text.number", signal.Path, Short(text)));
        if (CheckState(text) is { } reason)
            return (0, reason);
        return await catalog.EnsureStateAsync(signal.Id, text, stop) is { } number
            ? (number, null)
            : (0, Reason.Of(Reasons.StateFull, "text.full", signal.Path, Short(text)));
    }

    /// <summary>Why a text can be no state, whatever the signal; null when it can.</summary>
    public static Reason? CheckState(string text) => text.Length > LongestState
        ? Reason.Of(Reasons.StateLong, "text.long", $"{text.Length}", $"{LongestState}")
        : text.FirstOrDefault(char.IsControl, 'a') is var control && char.IsControl(control) ? Reason.Of(Reasons.Syntax, "text.control", $"U+{(int)control:X4}")
        : null;

    /// <summary>The UCUM code of a unit as a sender writes it: <c>°C</c> is <c>Cel</c>. What is not known stays as it is; no signal is made with it.</summary>
    public static string UnitOf(string text) => text.Length == 0 || Ucum.Check(text) is null ? text : Ucum.Suggest(text) ?? text;

    const int LongestState = 200;

    // the tree may have changed meanwhile, and a former path of an asset may lead to a signal that has moved away: asked once more
    static FoundSignal Found(EnsuredSignal made, string path, Reach? reach) => made switch
    {
        { Signal: { } signal } when reach?.Holds(signal) == false => new(null, reach.Refuse(path)),
        { Signal: { } signal } => new(signal, null),
        _ => new(null, Unmade.Of(path, made.Reason)),
    };

    static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}

/// <summary>What became of a wanted signal: one of the two is set.</summary>
readonly record struct FoundSignal(Signal? Signal, Reason? Reason);
