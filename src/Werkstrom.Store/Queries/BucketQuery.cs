using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Queries;

/// <summary>Figures per bucket.</summary>
static class BucketQuery
{
    public static IReadOnlyList<IReadOnlyList<Bucket>> Read(
        ReadLease lease, Signal?[] signals, TimeRange range, long[] edges, long now)
    {
        int[] known = [.. signals.OfType<Signal>().Select(s => s.Id).Distinct()];
        if (known.Length == 0)
            return [.. signals.Select(_ => (IReadOnlyList<Bucket>)[])];
        var byHours = Array.TrueForAll(edges, e => e % Micros.PerHour == 0);
        var before = LastBefore.Read(lease, known, range.FromMicros);
        var read = SampleReader.Read(lease, known, range.FromMicros, range.ToMicros, byHours);
        return [.. signals.Select(s => s is null ? [] : Fold(s, read[s.Id]))];

        IReadOnlyList<Bucket> Fold(Signal signal, Pieces pieces)
        {
            BucketFold fold = new(edges, GapFinder.HoldLimit(signal), range.FromMicros, Math.Min(range.ToMicros, now), pieces.Samples.Count + pieces.Hours.Count);
            if (before.TryGetValue(signal.Id, out var carried))
                fold.Carry(carried.At, carried.Value);
            pieces.FeedTo(fold);
            return fold.End(Scale.Of(signal), signal.Kind == SignalKind.Counter);
        }
    }
}
