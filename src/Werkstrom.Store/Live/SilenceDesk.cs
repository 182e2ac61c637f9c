using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Live;

/// <summary>
/// Notes an event when signals of an asset become silent, ends it when all of them are back, and tells which assets are online.
/// Signals that fall silent within minutes of each other are one event: a machine that is switched off is not twelve of them.
/// </summary>
sealed class SilenceDesk(
    SignalCatalog catalog, AssetCatalog assets, SignalWatchBook book, Pulses pulses, IEvents events, IAssetState states, TimeProvider time)
{
    const string Source = "store";
    const int NamesShown = 3;
    const int LongestName = 100;
    const int OpenRead = 10_000;

    static readonly TimeSpan Together = TimeSpan.FromMinutes(5);

    readonly Dictionary<int, (long Event, DateTimeOffset At)> _recent = [];
    readonly Dictionary<int, bool> _online = [];
    bool _isSwept;

    /// <summary>Judges every signal.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        if (!_isSwept)
            await SweepAsync(stop);
        _isSwept = true;
        var now = time.GetUtcNow();
        List<(Signal Signal, Pulse Pulse)> judged = [.. catalog.All.Where(s => !s.IsArchived).Select(s => (s, pulses.Of(s)))];
        TellOnline(judged);
        var silent = judged.Where(j => j.Pulse.State == PulseState.Silent && book.Of(j.Signal.Id).SilentEventId is null).ToLookup(j => j.Signal.AssetId);
        foreach (var together in silent)
            await BeginAsync(together.Key, [.. together], now, stop);
        await EndAsync([.. judged.Where(j => j.Pulse.State is PulseState.Silent or PulseState.Ended).Select(j => j.Signal.Id)], now, stop);
    }

    async Task BeginAsync(int assetId, IReadOnlyList<(Signal Signal, Pulse Pulse)> silent, DateTimeOffset now, CancellationToken stop)
    {
        if (!_recent.TryGetValue(assetId, out var open) || now - open.At > Together)
        {
            var last = silent.Min(j => Micros.ToInstant(j.Pulse.Last!.Instant));
            var from = last < now ? last : now; // the clock of a machine may be fast
            var noted = await events.NoteAsync(new(0, SilentEvents.Kind, EventLevel.Watch, assetId, from, null, Text(silent), Source, IsOpen: true), stop);
            _recent[assetId] = open = (noted.Id, now);
        }

        await book.ChangeAsync([.. silent.Select(j => j.Signal.Id)], kept => kept with { SilentEventId = open.Event }, stop);
    }

    // also of signals that were put away, merged, or are not watched any more
    async Task EndAsync(HashSet<int> stillSilent, DateTimeOffset now, CancellationToken stop)
    {
        var open = book.All.Where(kept => kept.SilentEventId is not null).ToList();
        List<int> back = [.. open.Where(kept => !stillSilent.Contains(kept.SignalId)).Select(kept => kept.SignalId)];
        if (back.Count == 0)
            return;
        var waited = open.Where(kept => !back.Contains(kept.SignalId)).Select(kept => kept.SilentEventId).ToHashSet();
        foreach (var over in open.Select(kept => kept.SilentEventId!.Value).Distinct().Where(id => !waited.Contains(id)))
        {
            await events.EndAsync(over, now, stop);
            foreach (var asset in _recent.Where(r => r.Value.Event == over).Select(r => r.Key).ToList())
                _recent.Remove(asset);
        }

        await book.ChangeAsync(back, kept => kept with { SilentEventId = null }, stop);
    }

    // an event that was noted just before a crash, and which no signal keeps
    async Task SweepAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var kept = book.All.Select(k => k.SilentEventId).ToHashSet();
        foreach (var open in await events.ListAsync(null, now, now.AddSeconds(1), OpenRead, stop))
        {
            if (open is { Kind: SilentEvents.Kind, Source: Source, IsOpen: true } && !kept.Contains(open.Id))
                await events.EndAsync(open.Id, now, stop);
        }
    }

    void TellOnline(IReadOnlyList<(Signal Signal, Pulse Pulse)> judged)
    {
        Dictionary<int, bool> online = [];
        foreach (var (signal, pulse) in judged)
        {
            if (pulse.State == PulseState.Never || (pulse.IsCurrent && !pulse.IsOnline))
                continue; // nobody knows
            for (int? id = signal.AssetId; id is { } at && assets.TryGet(at, out var asset); id = asset.ParentId)
                online[at] = pulse.IsOnline || online.GetValueOrDefault(at);
        }

        foreach (var (asset, isOnline) in online)
        {
            if (_online.TryGetValue(asset, out var before) && before == isOnline)
                continue;
            states.Tell(asset, isOnline: isOnline);
            _online[asset] = isOnline;
        }
    }

    static string Text(IReadOnlyList<(Signal Signal, Pulse Pulse)> silent)
    {
        var names = silent.Take(NamesShown).Select(j => j.Signal.Title ?? j.Signal.Name).Select(n => n.Length > LongestName ? n[..LongestName] + "…" : n);
        return $"{SilentEvents.TextStart}{string.Join(", ", names)}{(silent.Count > NamesShown ? $" (+{silent.Count - NamesShown})" : "")}";
    }
}
