using System.Collections.Concurrent;
using Werkstrom.Condition.Backtest;

namespace Werkstrom.Condition.Life;

/// <summary>Failures of an asset that were written in another time zone: the machine ran on for hours and stopped a whole number of hours later.</summary>
sealed class LifeZone(LabelClock clock, LifeDesk desk)
{
    const double Much = 0.05; // of a life: less than the range of any prediction

    readonly ConcurrentDictionary<int, (string Ends, (int Hours, int Count, int Of)? Found)> _known = [];

    /// <summary>By how many hours they are to be moved, how many show it, and of how many; null where nothing is to be suspected.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="ends">Its ends of lives as they stand now, shift included.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<(int Hours, int Count, int Of)?> OfAsync(int assetId, IReadOnlyList<LifeEnd> ends, CancellationToken stop)
    {
        var failures = ends.Where(e => e.AssetId == assetId && e.Failed && e.Source.StartsWith("record:", StringComparison.Ordinal)).TakeLast(20).ToArray();
        if (failures.Length < 3)
            return null;
        var state = string.Join(' ', failures.Select(f => $"{f.Source}@{f.At.UtcTicks}"));
        if (_known.TryGetValue(assetId, out var known) && known.Ends == state)
            return known.Found;
        var note = await clock.CheckAsync([.. failures.Select((f, i) => new FailureMark(i + 1, assetId, f.At, f.Until, f.Part, false))], assetId, stop);
        (int, int, int)? found = note is { Named: [int count, int of, int hours] } && !IsRepair(failures, hours) ? (hours, count, of) : null;
        _known[assetId] = (state, found);
        return found;
    }

    /// <summary>What is said of an asset, or why not where its failures seem to be hours off and that is much of its lives.</summary>
    /// <param name="said">What would be said.</param>
    /// <param name="assetId">Of this asset.</param>
    /// <param name="ends">Ends of lives, of any assets.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<LifeSaid> TrustedAsync(LifeSaid said, int assetId, IReadOnlyList<LifeEnd> ends, CancellationToken stop) =>
        said.Forecast is { Method: not LifeMethod.Trend } && await OfAsync(assetId, ends, stop) is { } zone && Math.Abs(zone.Hours) > Much * Middle(assetId, ends)
            ? new(null, "why.zone", zone.Hours) : said;

    // hours from one failure to the next
    static double Middle(int assetId, IReadOnlyList<LifeEnd> ends)
    {
        DateTimeOffset[] failed = [.. ends.Where(e => e.AssetId == assetId && e.Failed).Select(e => e.At).Order()];
        double[] lives = [.. failed.Zip(failed.Skip(1), (a, b) => (b - a).TotalHours).Order()];
        return lives.Length == 0 ? 0 : lives[lives.Length / 2];
    }

    // the signals change when it runs again: no wrong zone
    static bool IsRepair(LifeEnd[] failures, int hours) => 2 * failures.Count(f => Math.Abs((f.Until - f.At).TotalHours - hours) < 0.5) >= failures.Length;

    /// <summary>Moves the failures of an asset by hours, besides what they were moved before.</summary>
    public async Task<Dictionary<string, string[]>> MoveAsync(int assetId, int hours, CancellationToken stop) =>
        await desk.SetAsync(assetId, null, (await desk.SettingAsync(assetId, stop)).ShiftMinutes + (60 * hours), stop);
}
