namespace Werkstrom.Condition.Past.Cost;

/// <summary>What it costs to act on a day, when the machine may fail before.</summary>
/// <param name="Day">Days from now.</param>
/// <param name="Chance">That it has failed by then, 0 to 1.</param>
/// <param name="Expected">Mean cost, EUR: the failure's with the chance, else that of planned work.</param>
/// <param name="Low">Rarely less (one in twenty), EUR.</param>
/// <param name="High">Rarely more (one in twenty), EUR.</param>
/// <param name="Net">Mean cost less what a later replacement saves, EUR; the same as <paramref name="Expected"/> where that is not known.</param>
readonly record struct CostPoint(double Day, double Chance, double Expected, double Low, double High, double Net);

/// <summary>Weighs waiting against acting now.</summary>
static class WaitingCost
{
    const double Rare = 0.05;

    /// <summary>What acting costs on a day.</summary>
    /// <param name="chance">That it has failed by then.</param>
    /// <param name="day">Days from now.</param>
    /// <param name="planned">What acting costs when it is planned, EUR.</param>
    /// <param name="failure">What a failure costs, EUR.</param>
    /// <param name="saved">What is saved by having used the part so long, EUR.</param>
    public static CostPoint On(double chance, double day, double planned, double failure, double saved)
    {
        var expected = ((1 - chance) * planned) + (chance * failure);
        var (least, most) = (chance >= 1 - Rare ? failure : planned, chance > Rare ? failure : planned);
        return new(day, chance, expected, Math.Min(least, most), Math.Max(least, most), expected - saved);
    }

    /// <summary>Day by day from now.</summary>
    /// <param name="life">How long it will still run.</param>
    /// <param name="days">How many days.</param>
    /// <param name="planned">EUR.</param>
    /// <param name="failure">EUR.</param>
    /// <param name="rate">What a day of use is worth, EUR: the mean cost a day of renewing the part at its best age; 0 where that is not known.</param>
    public static IReadOnlyList<CostPoint> Course(LifeGuess life, int days, double planned, double failure, double rate)
    {
        List<CostPoint> course = [];
        var used = 0.0; // mean days in use until then: the integral of the chance that it still runs
        for (var day = 0; day <= days; day++)
        {
            if (day > 0)
                used += 1 - ((life.FailedWithin(day - 1) + (4 * life.FailedWithin(day - 0.5)) + life.FailedWithin(day)) / 6);
            course.Add(On(life.FailedWithin(day), day, planned, failure, rate * used));
        }

        return course;
    }

    /// <summary>The day on which acting costs least in the long run; the earliest of equals.</summary>
    public static CostPoint Best(IReadOnlyList<CostPoint> course) => course.MinBy(p => (Math.Round(p.Net, 2), p.Day));
}
