using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>On the first page: providers that are to be asked and have not been well for a while.</summary>
sealed class MarketToday(SourceShelf shelf, TimeProvider clock) : ITodayPart
{
    /// <summary>A hiccup is no news: so often in a row, or a day without a good answer.</summary>
    const int Often = 3;

    static readonly TimeSpan Long = TimeSpan.FromHours(26);

    /// <inheritdoc/>
    public async Task<TodayNews?> ReadAsync(CancellationToken stop)
    {
        var states = await shelf.StatesAsync(stop);
        var bad = (await shelf.AllAsync(stop)).Where(s => s.IsOn && states.TryGetValue(s.Key, out var state) && IsBad(state)).Select(s => (Source: s, State: states[s.Key])).ToList();
        if (bad.Count == 0)
            return null;
        var lines = bad.ConvertAll(b => new TodayLine(
            MarketText.Say(null, "today.line", MarketText.Say(null, "source." + b.Source.Key), SourceWords.Why(null, b.State.Reason)), $"/energy/market/sources/{b.Source.Key}",
            EventLevel.Watch, b.State.Good ?? b.State.Tried ?? clock.GetUtcNow()));
        return new(MarketText.Say(null, "title"), "/energy/market", bad.Count, EventLevel.Watch, lines[0].Text, lines);
    }

    bool IsBad(SourceState state) => state.Failures >= Often || (state.Reason.Length > 0 && state.Good is { } good && clock.GetUtcNow() - good > Long);
}
