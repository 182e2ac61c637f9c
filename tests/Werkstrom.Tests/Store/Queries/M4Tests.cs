using FsCheck;
using FsCheck.Fluent;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

public class M4Tests
{
    [Fact]
    public void A_pixel_keeps_first_least_greatest_and_last_in_order_of_time()
    {
        M4 m4 = new(0, 100, 2);
        foreach (var (at, value) in new (long, double)[] { (1, 5), (2, 9), (3, 6), (4, 1), (5, 7), (6, 5), (70, 2) })
            m4.Add(at, value);

        var (instants, values) = m4.End();

        Assert.Equal([1, 2, 4, 6, 70], instants);
        Assert.Equal([5, 9, 1, 5, 2], values);
    }

    [Fact]
    public void Thinned_samples_have_the_same_extremes_and_ends_in_every_pixel()
    {
        var property = Prop.ForAll(Some.Samples.ToArbitrary(), Gen.Choose(1, 30).ToArbitrary(), (samples, pixels) =>
        {
            var to = samples.Length == 0 ? 1 : samples[^1].At + 1;
            M4 m4 = new(0, to, pixels);
            foreach (var (at, value) in samples)
                m4.Add(at, value);
            var (instants, values) = m4.End();
            var thinned = instants.Zip(values).Select(p => (At: p.First, Value: p.Second)).ToArray();
            Assert.True(thinned.All(samples.Contains), "a point that is no sample");
            Assert.Equal(Columns(samples, to, pixels), Columns(thinned, to, pixels));
            Assert.True(thinned.Length <= 4 * pixels);
        });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Columns_begin_where_the_pixel_of_an_instant_changes()
    {
        for (var pixel = 0; pixel < 7; pixel++)
        {
            var start = M4.StartOf(pixel, 10, 110, 7);
            Assert.Equal(pixel, (start - 10) * 7 / 100);
            Assert.True(pixel == 0 || (start - 1 - 10) * 7 / 100 == pixel - 1);
        }
    }

    [Fact]
    public void An_hour_is_drawn_by_its_four_points()
    {
        M4 m4 = new(0, 1_000, 1);
        Figures hour = default;
        foreach (var (at, value) in new (long, double)[] { (10, 5), (20, 1), (30, 9), (40, 6), (50, 6) })
            hour.Add(at, value, Figures.NoLimit);
        m4.Add(hour);

        var (instants, values) = m4.End();

        Assert.Equal([10, 20, 30, 50], instants);
        Assert.Equal([5, 1, 9, 6], values);
    }

    static string[] Columns((long At, double Value)[] samples, long to, int pixels) =>
    [
        .. samples.GroupBy(s => s.At * pixels / to).Select(column =>
            $"{column.Key}: {column.First()} {column.Last()} {column.Min(s => s.Value)} {column.Max(s => s.Value)}"),
    ];
}
