using Werkstrom.Condition.Life;
using Werkstrom.Learning.Life;

namespace Werkstrom.Condition.Past.Cost;

/// <summary>From what a remaining life is known.</summary>
enum LifeSource
{
    /// <summary>A model that learned from the signals of past lives.</summary>
    Model,

    /// <summary>How situations that looked like this ended.</summary>
    Similar,

    /// <summary>The dates of failures alone.</summary>
    Dates,
}

/// <summary>How long a machine will still run, as a distribution in days.</summary>
abstract class LifeGuess(LifeSource source, int n)
{
    const double Far = 3_650;

    /// <summary>From what it is known.</summary>
    public LifeSource Source => source;

    /// <summary>Of how many lives or situations it was made.</summary>
    public int N => n;

    /// <summary>The chance that it has failed after some days, 0 to 1.</summary>
    public abstract double FailedWithin(double days);

    /// <summary>After how many days it has failed with a chance; null where that is not known.</summary>
    public virtual double? Quantile(double chance)
    {
        if (FailedWithin(Far) < chance)
            return null;
        var (low, high) = (0.0, Far);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = FailedWithin(middle) < chance ? (middle, high) : (low, middle);
        }

        return high;
    }
}

/// <summary>A part of an age, by the dates of past lives.</summary>
sealed class DatedLife(PartLife law, double age, int n) : LifeGuess(LifeSource.Dates, n)
{
    /// <summary>Days since the part was renewed.</summary>
    public double Age => age;

    public override double FailedWithin(double days) => law.FailureWithin(age, days);
}

/// <summary>
/// How long it took in situations that looked like this; those that did not fail ran at least until they were no longer looked at. Some days
/// have passed since.
/// </summary>
sealed class SimilarLife(KaplanMeier curve, double passed, int n) : LifeGuess(LifeSource.Similar, n)
{
    // where all had failed by now this one has outlived them: nothing is known, so it counts as due
    public override double FailedWithin(double days) => curve.At(passed) is > 0 and var left ? 1 - (curve.At(passed + days) / left) : 1;
}

/// <summary>A prediction with an interval: 5 % fail before its lower bound, half before its middle, 95 % before its upper; even in between.</summary>
sealed class PredictedLife(double lower, double middle, double upper, int n) : LifeGuess(LifeSource.Model, n)
{
    readonly (double Day, double Chance)[] _points = [(0, 0), (lower, 0.05), (middle, 0.5), (upper, 0.95), (upper + Math.Max(1, (upper - middle) / 2), 1)];

    public override double FailedWithin(double days)
    {
        for (var i = 1; i < _points.Length; i++)
        {
            var ((before, low), (after, high)) = (_points[i - 1], _points[i]);
            if (days < after)
                return low + ((high - low) * (days - before) / (after - before));
        }

        return 1;
    }
}
