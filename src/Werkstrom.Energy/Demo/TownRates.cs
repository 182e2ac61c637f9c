using System.Globalization;
using Werkstrom.Energy.Rates;

namespace Werkstrom.Energy.Demo;

/// <summary>
/// What the demo assumes where the table of rates ends: each rate goes on as it was last, without an end, not checked and named as assumed. So a town that is
/// started, or goes on, in a year whose levies Werkstrom does not know still has prices, and says on what they rest.
/// </summary>
sealed class TownRates(RateBook book)
{
    /// <summary>Makes what is not there yet.</summary>
    public async Task MakeAsync(CancellationToken stop)
    {
        var last = (await book.RowsAsync(null, stop)).GroupBy(r => (r.Name, r.Scope)).Select(g => g.MaxBy(r => r.FromDay)!);
        List<(long?, RateWish, bool)> assumed = [.. last.Where(r => r.Until is not null).Select(r => ((long?)null, GoOn(r), false))];
        if (assumed.Count > 0)
            await book.KeepAsync(assumed, stop);
    }

    static RateWish GoOn(RateVersion row) => RateBook.Wish(row) with
    {
        From = row.Until,
        Until = null,
        IsChecked = false,
        Source = RateWords.Assumed.Replace("{0}", row.Until!.Value.AddDays(-1).ToString("O", CultureInfo.InvariantCulture), StringComparison.Ordinal),
    };
}
