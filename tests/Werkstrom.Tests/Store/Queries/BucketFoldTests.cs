using FsCheck;
using FsCheck.Fluent;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

public class BucketFoldTests
{
    static readonly long[] TwoTens = [0, 10, 20];

    [Fact]
    public void A_value_that_holds_over_an_edge_counts_in_both_buckets()
    {
        BucketFold fold = new(TwoTens, Figures.NoLimit, 0, 20);
        fold.Add(4, 10);
        fold.Add(14, 20);

        var buckets = fold.End(Scale.None, isCounter: false);

        // 10 from 4 to 10; 10 from 10 to 14, 20 from 14 to 20: (40 + 120) / 10
        Assert.Equal([10, 16.0], buckets.Select(b => b.TimeWeightedMean!.Value));
    }

    [Fact]
    public void A_gap_is_not_counted()
    {
        BucketFold fold = new(TwoTens, hold: 3, 0, 20);
        fold.Add(1, 10);
        fold.Add(8, 4);

        // 10 for 3 of 7, 4 for 2
        Assert.Equal((30.0 + 8) / 5, Assert.Single(fold.End(Scale.None, false)).TimeWeightedMean);
    }

    [Fact]
    public void What_was_carried_in_holds_from_the_start_of_the_span_only()
    {
        BucketFold fold = new(TwoTens, Figures.NoLimit, from: 2, 20);
        fold.Carry(-100, 6);
        fold.Add(6, 10);

        // 6 from 2 to 6, 10 from 6 to 10
        Assert.Equal(8.0, Assert.Single(fold.End(Scale.None, false)).TimeWeightedMean);
    }

    [Fact]
    public void A_counter_gains_in_the_bucket_of_the_later_sample()
    {
        BucketFold fold = new(TwoTens, hold: 1, 0, 20);
        fold.Carry(-5, 90);
        fold.Add(5, 100);
        fold.Add(15, 3);

        // 10 from before the span; then a reset: 3
        Assert.Equal([10, 3.0], fold.End(Scale.None, isCounter: true).Select(b => b.Increase));
    }

    [Fact]
    public void Now_ends_what_holds()
    {
        BucketFold fold = new(TwoTens, Figures.NoLimit, 0, until: 14);
        fold.Add(4, 1);
        fold.Add(12, 3);

        // second bucket: 1 from 10 to 12, 3 from 12 to 14
        Assert.Equal([1, 2.0], fold.End(Scale.None, false).Select(b => b.TimeWeightedMean!.Value));
    }

    [Fact]
    public void A_single_sample_at_the_very_end_held_for_no_time()
    {
        BucketFold fold = new(TwoTens, Figures.NoLimit, 0, until: 12);
        fold.Add(12, 3);

        Assert.Null(Assert.Single(fold.End(Scale.None, false)).TimeWeightedMean);
    }

    [Fact]
    public void Empty_buckets_are_not_there()
    {
        BucketFold fold = new([0, 10, 20, 30], Figures.NoLimit, 0, 30);
        fold.Add(4, 1);
        fold.Add(24, 1);

        Assert.Equal([0, 20L], fold.End(Scale.None, false).Select(b => b.Start));
    }

    [Fact]
    public void Shown_units_scale_sums_gains_and_extremes_rightly()
    {
        BucketFold fold = new(TwoTens, Figures.NoLimit, 0, 20);
        fold.Add(0, 1);
        fold.Add(5, 3);

        var bucket = Assert.Single(fold.End(new Scale(-2, 10), isCounter: true));

        // -2 x + 10: 1 -> 8, 3 -> 4
        Assert.Equal((4.0, 8.0, 6.0, 12.0, 8.0, 4.0), (bucket.Min, bucket.Max, bucket.Mean, bucket.Sum, bucket.First, bucket.Last));
        Assert.Equal((6.0, -4.0), (bucket.TimeWeightedMean!.Value, bucket.Increase));
    }

    [Fact]
    public void Hours_give_the_same_buckets_as_the_samples_they_were_made_of()
    {
        var holds = Gen.Elements(Figures.NoLimit, Micros.PerSecond * 30, Micros.PerHour * 3);
        var sizes = Gen.Elements(1, 2, 6, 24);
        var property = Prop.ForAll(
            Some.Samples.ToArbitrary(), holds.ToArbitrary(), sizes.ToArbitrary(), (samples, hold, hours) =>
            {
                TimeRange range = new(Micros.ToInstant(0), Micros.ToInstant(samples.LastOrDefault().At + 1));
                var edges = BucketEdges.Of(range, new BucketSize(TimeSpan.FromHours(hours)));
                BucketFold raw = new(edges, hold, 0, range.ToMicros), rolled = new(edges, hold, 0, range.ToMicros);
                foreach (var (at, value) in samples)
                    raw.Add(at, value);
                foreach (var hour in samples.GroupBy(s => s.At / Micros.PerHour))
                    rolled.Add(Some.FiguresOf([.. hour], hold));
                Assert.Equal(raw.End(Scale.None, true), rolled.End(Scale.None, true));
            });
        property.QuickCheckThrowOnFailure();
    }
}
