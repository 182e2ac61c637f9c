using FsCheck;
using FsCheck.Fluent;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

/// <summary>Closed days, days still open, late and deleted samples, read together as one.</summary>
public class SampleReaderTests
{
    const long Second = Micros.PerSecond;
    const long Hour = Micros.PerHour;
    const long Day = Micros.PerDay;

    [Fact]
    public async Task A_late_sample_outranks_the_closed_one_and_a_merged_one_does_not()
    {
        using Tables tables = new();
        tables.Close((10 * Second, 1, 192), (20 * Second, 2, 192), (30 * Second, 3, 192));
        tables.Late(20 * Second, 22);
        tables.Late(30 * Second, 0, Quality.Deleted);

        var series = await tables.ReadAsync(c => RawQuery.Read(c, tables.Signal, Span(0, Hour), 10));

        Assert.Equal([10 * Second, 20 * Second], series.Instants);
        Assert.Equal([1, 22.0], series.Values);
        Assert.False(series.IsReduced);
    }

    [Fact]
    public async Task A_limit_gives_the_first_samples_and_says_so()
    {
        using Tables tables = new();
        tables.Close([.. Enumerable.Range(0, 100).Select(i => (i * Hour, (double)i, Quality.Good))]);

        var series = await tables.ReadAsync(c => RawQuery.Read(c, tables.Signal, Span(0, 100 * Hour), 30));

        Assert.Equal(Enumerable.Range(0, 30).Select(i => (double)i), series.Values);
        Assert.True(series.IsReduced);
    }

    [Fact]
    public async Task Bad_samples_are_returned_raw_and_count_in_no_figure()
    {
        using Tables tables = new();
        tables.Close((10 * Second, 1, 192), (20 * Second, 1000, Quality.Bad), (30 * Second, 3, Quality.Uncertain));

        var raw = await tables.ReadAsync(c => RawQuery.Read(c, tables.Signal, Span(0, Hour), 10));
        var bucket = Assert.Single((await BucketsAsync(tables, Span(0, Hour), TimeSpan.FromHours(1)))[0]);

        Assert.Equal([192, 0, 64], raw.Qualities);
        // 1 from second 10 to 30, 3 to the end of the hour
        Assert.Equal((2L, 3.0, (20.0 + (3 * 3570)) / 3590), (bucket.Count, bucket.Max, bucket.TimeWeightedMean));
    }

    [Fact]
    public async Task An_hour_with_a_late_sample_is_not_taken_from_its_old_figures()
    {
        using Tables tables = new();
        tables.Close((10 * Second, 1, 192), (Hour + Second, 5, 192));
        tables.Late(20 * Second, 9);

        var buckets = (await BucketsAsync(tables, Span(0, Day), TimeSpan.FromHours(24)))[0];

        Assert.Equal((3L, 9.0, 15.0), (buckets[0].Count, buckets[0].Max, buckets[0].Sum));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_value_before_a_span_is_found_however_old(bool isOpen)
    {
        using Tables tables = new();
        tables.Close((10 * Second, 4, 192), (11 * Second, 7, Quality.Bad));
        if (isOpen)
        {
            tables.Hot(Day, 5);
            tables.Hot(Day + 1, 9, Quality.Bad);
            tables.Hot(Day + 2, 9, Quality.Deleted);
        }

        var before = await tables.ReadAsync(c => LastBefore.Read(c, [7, 8], 90 * Day));

        Assert.Equal(isOpen ? (Day, 5.0) : (10 * Second, 4.0), before[7]);
        Assert.DoesNotContain(8, before.Keys);
    }

    [Fact]
    public async Task A_value_as_of_an_instant_may_be_required_to_be_fresh()
    {
        using Tables tables = new();
        tables.Close((Hour, 1, 192), (3 * Hour, 2, 192));
        long[] instants = [3 * Hour, 0, 2 * Hour, (2 * Hour) + 1, 9 * Day];

        var any = await tables.ReadAsync(c => AsOfQuery.Read(c, [tables.Signal], instants, null));
        var fresh = await tables.ReadAsync(c => AsOfQuery.Read(c, [tables.Signal], instants, TimeSpan.FromHours(1)));

        Assert.Equal([2, double.NaN, 1, 1, 2], any[0]);
        Assert.Equal([2, double.NaN, 1, double.NaN, double.NaN], fresh[0]);
    }

    [Fact]
    public async Task A_chart_of_months_comes_from_hours_with_the_open_day_from_its_samples()
    {
        using Tables tables = new(TimeSpan.FromMinutes(30));
        tables.Close([.. Enumerable.Range(0, 48 * 20).Select(i => (i * Hour / 2, (double)(i % 17), Quality.Good))]);
        tables.Hot((20 * Day) + Second, 99);
        tables.Hot((20 * Day) + (5 * Hour), -99);

        var series = await tables.ReadAsync(c => ChartQuery.Read(c, tables.Signal, Span(0, 21 * Day), 100));

        Assert.True(series.IsReduced);
        Assert.Equal((-99.0, 99.0), (series.Values.Min(), series.Values.Max()));
        Assert.Equal([new Gap((20 * Day) + Second, (20 * Day) + (5 * Hour))], series.Gaps);
        Assert.True(series.Count <= 400);
    }

    [Fact]
    public async Task What_closes_during_a_query_is_neither_lost_nor_doubled()
    {
        using Tables tables = new();
        tables.Hot(Second, 1);
        tables.Hot(2 * Second, 2);

        var counts = await tables.ReadAsync(connection =>
        {
            // the snapshot begins with the first read
            var before = SampleReader.Read(connection, [7], 0, Day, byHours: false)[7].Samples.Count;
            tables.MoveHotToClosed();
            var pieces = SampleReader.Read(connection, [7], 0, Day, byHours: true)[7];
            return (before, pieces.Samples.Count, pieces.Hours.Count);
        });
        var after = await tables.ReadAsync(c => SampleReader.Read(c, [7], 0, Day, byHours: false)[7].Samples.Count);

        Assert.Equal((2, 2, 0), counts);
        Assert.Equal(2, after);
    }

    [Fact]
    public void Hours_open_days_and_late_samples_give_what_all_samples_give()
    {
        var spans = from f in Gen.Choose(0, 5 * 24 * 60) from n in Gen.Choose(1, 3 * 24 * 60) select (From: f, Minutes: n);
        var sizes = Gen.Elements(new BucketSize(TimeSpan.FromHours(1)), new(TimeSpan.FromHours(6)), new(TimeSpan.FromMinutes(17)),
            new(null, CalendarUnit.Day, "Europe/Berlin"), new(null, CalendarUnit.Day, "Asia/Kolkata"));
        Prop.ForAll(Writes.ToArbitrary(), spans.ToArbitrary(), sizes.ToArbitrary(), (writes, span, size) =>
        {
            using var tables = Fill(writes);
            var range = Span(span.From * 60 * Second, (span.From + span.Minutes) * 60 * Second);
            var seen = BucketsAsync(tables, range, size).GetAwaiter().GetResult()[0];
            Assert.Equal(Expected(tables, range, size), seen);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void Values_as_of_instants_are_those_that_a_search_finds()
    {
        var asked = Gen.ArrayOf(Gen.Choose(-10, 5 * 24 * 3600));
        Prop.ForAll(Writes.ToArbitrary(), asked.ToArbitrary(), (writes, seconds) =>
        {
            using var tables = Fill(writes);
            var truth = tables.Truth;
            var seen = tables.ReadAsync(c => AsOfQuery.Read(c, [tables.Signal], [.. seconds.Select(s => s * Second)], null))
                .GetAwaiter().GetResult()[0];
            Assert.Equal(seconds.Select(s => truth.LastOrDefault(t => t.At <= s * Second, (0, double.NaN)).Value), seen);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    /// <summary>Writes over five days: three closed, two open; later ones may hit the same instant, or take it back.</summary>
    static Gen<(long At, double Value, byte Quality, bool IsLater)[]> Writes => Gen.ArrayOf(
        from minute in Gen.Choose(0, (5 * 24 * 60) - 1)
        from value in Gen.Choose(-50, 50)
        from quality in Gen.Elements<byte>(192, 192, 192, 64, 0, 255)
        from later in Gen.Elements(true, false)
        select ((long)minute / 7 * 7 * 60 * Second, (double)value, quality, later));

    static Tables Fill((long At, double Value, byte Quality, bool IsLater)[] writes)
    {
        Tables tables = new(TimeSpan.FromHours(1), SignalKind.Counter);
        var closed = writes.Where(w => w.At < 3 * Day && !w.IsLater && w.Quality != Quality.Deleted);
        tables.Close([.. closed.DistinctBy(w => w.At).Select(w => (w.At, w.Value, w.Quality))]);
        foreach (var (at, value, quality, isLater) in writes)
        {
            if (at >= 3 * Day)
                tables.Hot(at, value, quality);
            else if (isLater)
                tables.Late(at, value, quality);
        }

        return tables;
    }

    static IReadOnlyList<Bucket> Expected(Tables tables, TimeRange range, BucketSize size)
    {
        BucketFold fold = new(BucketEdges.Of(range, size), GapFinder.HoldLimit(tables.Signal), range.FromMicros, range.ToMicros);
        foreach (var (at, value) in tables.Truth.Where(t => t.At < range.FromMicros).TakeLast(1))
            fold.Carry(at, value);
        foreach (var (at, value) in tables.Truth.Where(t => t.At >= range.FromMicros && t.At < range.ToMicros))
            fold.Add(at, value);
        return fold.End(Scale.None, isCounter: true);
    }

    static Task<IReadOnlyList<IReadOnlyList<Bucket>>> BucketsAsync(Tables tables, TimeRange range, TimeSpan length) =>
        BucketsAsync(tables, range, new BucketSize(length));

    static Task<IReadOnlyList<IReadOnlyList<Bucket>>> BucketsAsync(Tables tables, TimeRange range, BucketSize size) =>
        tables.ReadAsync(c => BucketQuery.Read(c, [tables.Signal], range, BucketEdges.Of(range, size), long.MaxValue));

    static TimeRange Span(long from, long to) => new(Micros.ToInstant(from), Micros.ToInstant(to));
}
