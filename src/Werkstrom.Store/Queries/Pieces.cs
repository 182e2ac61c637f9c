using Werkstrom.Store.Ingest;

namespace Werkstrom.Store.Queries;

/// <summary>What was read of one signal: whole hours as figures, and samples of hours that are not among them.</summary>
sealed class Pieces
{
    /// <summary>Hours.</summary>
    public List<Figures> Hours { get; } = [];

    /// <summary>Samples.</summary>
    public SampleColumns Samples { get; } = new();

    /// <summary>True when there is nothing.</summary>
    public bool IsEmpty => Hours.Count == 0 && Samples.Count == 0;

    /// <summary>Puts both in order of time; to be done once, after reading.</summary>
    public void Tidy()
    {
        Samples.Tidy();
        for (var i = 1; i < Hours.Count; i++)
        {
            if (Hours[i].FirstAt >= Hours[i - 1].FirstAt)
                continue;
            Hours.Sort(static (a, b) => a.FirstAt.CompareTo(b.FirstAt));
            return;
        }
    }

    /// <summary>Gives all in order of time to <paramref name="fold"/>; samples of bad quality are passed over.</summary>
    public void FeedTo<T>(T fold) where T : IFold
    {
        var instants = Samples.Instants;
        var values = Samples.Values;
        var qualities = Samples.Qualities;
        var hour = 0;
        for (var i = 0; i < instants.Length; i++)
        {
            if (qualities[i] < Quality.Uncertain)
                continue;
            for (; hour < Hours.Count && Hours[hour].FirstAt < instants[i]; hour++)
                fold.Add(Hours[hour]);
            fold.Add(instants[i], values[i]);
        }

        for (; hour < Hours.Count; hour++)
            fold.Add(Hours[hour]);
    }

    /// <summary>The last value that is not bad, or null.</summary>
    public (long At, double Value)? Last()
    {
        var at = Samples.Count - 1;
        while (at >= 0 && Samples.Qualities[at] < Quality.Uncertain)
            at--;
        (long At, double Value)? sample = at < 0 ? null : (Samples.Instants[at], Samples.Values[at]);
        (long At, double Value)? hour = Hours.Count == 0 ? null : (Hours[^1].LastAt, Hours[^1].Last);
        return sample is null || hour?.At > sample.Value.At ? hour : sample;
    }
}
