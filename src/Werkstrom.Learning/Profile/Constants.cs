namespace Werkstrom.Learning.Profile;

/// <summary>Constant windows, which have no form: alike among themselves, and √m from all others.</summary>
static class Constants
{
    const double ToOthers = 0.5; // the correlation whose distance is √m

    /// <summary>Gives constant windows a neighbour, and others a constant one where nothing is nearer.</summary>
    /// <param name="best">Of the windows of <paramref name="mine"/>.</param>
    /// <param name="mine">Whose neighbours are looked for.</param>
    /// <param name="its">Among which.</param>
    /// <param name="exclusion">Windows that begin so near are not compared; −1: all are.</param>
    public static void Offer(Best best, WindowStats mine, WindowStats its, int exclusion)
    {
        int[] flat = [.. Enumerable.Range(0, its.Count).Where(i => its.IsConstant[i] && !its.IsGap[i])];
        int[] others = [.. Enumerable.Range(0, its.Count).Where(i => !its.IsConstant[i] && !its.IsGap[i])];
        for (var i = 0; i < mine.Count; i++)
        {
            if (mine.IsGap[i])
                continue;
            OfferNearest(best, i, flat, mine.IsConstant[i] ? 1 : ToOthers, exclusion);
            if (mine.IsConstant[i])
                OfferNearest(best, i, others, ToOthers, exclusion);
        }
    }

    static void OfferNearest(Best best, int at, int[] places, double correlation, int exclusion)
    {
        if (places.Length == 0 || correlation < best.Correlation[at])
            return;
        var before = First(places, at - exclusion) - 1;
        var after = First(places, at + exclusion + 1);
        if (before >= 0)
            best.Offer(at, correlation, places[before]);
        if (after < places.Length)
            best.Offer(at, correlation, places[after]);
    }

    // the first place from a number on
    static int First(int[] places, int from)
    {
        var found = Array.BinarySearch(places, from);
        return found >= 0 ? found : ~found;
    }
}
