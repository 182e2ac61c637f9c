using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Queries;

/// <summary>The last value at or before instants: a merge of both in order of time.</summary>
static class AsOfQuery
{
    public static IReadOnlyList<double[]> Read(
        ReadLease lease, Signal?[] signals, IReadOnlyList<long> instants, TimeSpan? atMost)
    {
        var oldest = atMost is { } age ? age.Ticks / TimeSpan.TicksPerMicrosecond : long.MaxValue;
        long[] sorted = [.. instants];
        var places = new int[sorted.Length];
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        sorted.AsSpan().Sort(places.AsSpan());
        return [.. signals.Select(signal => signal is null || sorted.Length == 0 ? Nothing(sorted.Length) : Join(signal))];

        double[] Join(Signal signal)
        {
            (long At, double Value)? before =
                LastBefore.Read(lease, [signal.Id], sorted[0]).TryGetValue(signal.Id, out var last) ? last : null;
            AsOfFold fold = new(sorted, places, oldest, before);
            if (!SampleStream.TryFeed(lease, signal.Id, sorted[0], sorted[^1] + 1, fold))
            {
                fold = new(sorted, places, oldest, before);
                SampleReader.Read(lease, [signal.Id], sorted[0], sorted[^1] + 1, byHours: false)[signal.Id].FeedTo(fold);
            }

            var values = fold.End();
            Scale.Of(signal).Show(values);
            return values;
        }
    }

    static double[] Nothing(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}

/// <summary>Gives every instant the last value that came at or before it.</summary>
/// <param name="instants">In order.</param>
/// <param name="places">Where the answer of each belongs.</param>
/// <param name="oldest">Microseconds that a value may be old.</param>
/// <param name="before">The last sample before all of them.</param>
sealed class AsOfFold(long[] instants, int[] places, long oldest, (long At, double Value)? before) : IFold
{
    readonly double[] _values = new double[instants.Length];
    int _next;
    long _at = before?.At ?? 0;
    double _last = before?.Value ?? double.NaN;

    public void Add(long instant, double value)
    {
        AnswerBefore(instant);
        (_at, _last) = (instant, value);
    }

    public void Add(ReadOnlySpan<long> instants, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < instants.Length; i++)
            Add(instants[i], values[i]);
    }

    public void Add(in Figures hour) => throw new NotSupportedException("An hour does not tell what was when.");

    public double[] End()
    {
        AnswerBefore(long.MaxValue);
        return _values;
    }

    void AnswerBefore(long instant)
    {
        for (; _next < instants.Length && instants[_next] < instant; _next++)
            _values[places[_next]] = instants[_next] - _at <= oldest ? _last : double.NaN;
    }
}
