using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Prices;

/// <summary>A price that follows a series, with another rule in the place of the quarter-hours that the series does not have; the others keep their own price.</summary>
/// <param name="Rule">Holds where <paramref name="Series"/> has a value.</param>
/// <param name="Series">What the rule follows.</param>
/// <param name="Fallback">Holds where it has none.</param>
/// <param name="Until">From this quarter-hour on nothing is replaced: it can still come.</param>
public sealed record FallbackPrice(PriceRule Rule, QuarterSeries Series, PriceRule Fallback, int Until = int.MaxValue) : PriceRule
{
    internal override IEnumerable<PricePiece> Draw(PriceScene scene, QuarterRange range, Span<int> prices)
    {
        List<PricePiece> pieces = [];
        for (var first = range.First; first < range.End;)
        {
            var (isReplaced, end) = (IsReplaced(first), first + 1);
            while (end < range.End && IsReplaced(end) == isReplaced)
                end++;
            pieces.AddRange((isReplaced ? Fallback : Rule).Draw(scene, new(first, end - first), prices[(first - range.First)..(end - range.First)]));
            first = end;
        }

        return pieces;
    }

    bool IsReplaced(int quarter) => quarter < Until && Series[quarter] is null;
}
