using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Judging;

namespace Werkstrom.Plant.Today;

/// <summary>What matters now.</summary>
sealed class TodayReport(PlantState plant, AssetCatalog assets, IEvents events, ArrivalRate arriving, IEnumerable<ITodayPart> parts, TimeProvider clock)
{
    const int EventsShown = 12;
    const int PowerTiles = 4;

    /// <summary>Reads it: values from memory, events from the registry.</summary>
    public async Task<Result> ReadAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var all = plant.Signals(0);
        var happened = await events.ListAsync(null, now.AddDays(-1), now.AddMinutes(1), EventsShown, stop);
        return new(
            all.Count,
            all.Count(judged => judged.IsLive),
            Board.Of(plant.Machines(all), assets),
            [.. all.Where(judged => judged.Standing >= Standing.Watch).OrderByDescending(judged => judged.Standing)],
            [.. all.Where(judged => judged.Standing == Standing.Silent).OrderByDescending(judged => judged.At)],
            [.. all.Where(IsPower).OrderBy(judged => judged.Signal.Path.Count(letter => letter == '/')).Take(PowerTiles)],
            arriving.PerSecond, happened, all.Count(judged => judged.Standing == Standing.Good))
        {
            News = await NewsAsync(stop),
        };
    }

    async Task<IReadOnlyList<TodayNews>> NewsAsync(CancellationToken stop)
    {
        List<TodayNews> news = [];
        foreach (var part in parts)
        {
            if (await part.ReadAsync(stop) is { } said)
                news.Add(said);
        }

        return news;
    }

    // energy at a glance: what meters and the roof say, as far as such signals are there
    static bool IsPower(Judgement judged) =>
        judged.Last is not null && judged.Signal is { Kind: SignalKind.Measurement, Unit: "kW" or "W" or "MW" }
        && EnergyWords.Any(word => judged.Signal.Path.Contains(word, StringComparison.OrdinalIgnoreCase));

    static readonly string[] EnergyWords = ["grid", "netz", "meter", "zaehler", "zähler", "/pv", "solar", "energy/", "energie/"];

    /// <summary>What matters now.</summary>
    /// <param name="Signals">How many signals there are.</param>
    /// <param name="Live">How many of them send.</param>
    /// <param name="Board">The machines.</param>
    /// <param name="Beyond">Signals beyond a limit, alarms first.</param>
    /// <param name="Silent">Signals that should have sent, the last heard first.</param>
    /// <param name="Power">Power of meters and plants, the nearest to the root first.</param>
    /// <param name="PerSecond">Samples that arrive in a second; null when not known.</param>
    /// <param name="Events">What happened in the last day, newest first.</param>
    /// <param name="Watched">How many signals send as expected and are within their limits.</param>
    internal sealed record Result(
        int Signals, int Live, Board Board, IReadOnlyList<Judgement> Beyond, IReadOnlyList<Judgement> Silent,
        IReadOnlyList<Judgement> Power, double? PerSecond, IReadOnlyList<PlantEvent> Events, int Watched = 0)
    {
        /// <summary>Nothing yet.</summary>
        public static Result None { get; } = new(0, 0, Board.None, [], [], [], null, []);

        /// <summary>What other modules have to say.</summary>
        public IReadOnlyList<TodayNews> News { get; init; } = [];

        /// <summary>True when no signal is there and no module has anything to say.</summary>
        public bool IsEmpty => !HasPlant && News.Count == 0;

        /// <summary>Whether there is a plant to show: a supplier of customers may have none.</summary>
        public bool HasPlant => Signals > 0;
    }
}
