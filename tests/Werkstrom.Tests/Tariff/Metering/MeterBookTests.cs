using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Metering;

/// <summary>Versions of values and what differs between them.</summary>
public sealed class MeterBookTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, default);

    [Fact]
    public void A_true_value_replaces_a_substitute_and_the_difference_is_billed()
    {
        MeterBook book = new(new QuarterRange(1000, 4));
        Assert.Equal(new(1, 4, 0), book.Take(1000, [MeterValue.Measured(10), new(12, ValueOrigin.Interpolated, Doubt.Missing), new(14, ValueOrigin.ComparisonDay), MeterValue.Measured(16)], Noon));
        Assert.Equal(new(2, 1, 0), book.Take(1001, [MeterValue.Measured(20)], Noon.AddDays(1)));
        Assert.Equal(new(3, 1, 0), book.Take(1003, [MeterValue.Measured(11)], Noon.AddDays(2))); // a correction of a measured value
        Assert.Equal([(1001, 8), (1003, -5)], book.Between(1, 3).Select(c => (c.Quarter, c.Wh)));
        Assert.Equal([10, 12, 14, 16], book.At(1).Select(v => v.Wh));
        Assert.Equal([10, 20, 14, 16], book.At(2).Select(v => v.Wh));
        Assert.Equal([10, 20, 14, 11], book.At(3).Select(v => v.Wh));
        Assert.All(book.At(0), v => Assert.Equal(ValueOrigin.Missing, v.Origin));
        Assert.Equal([0, 1, 1, 3], new[] { Noon.AddSeconds(-1), Noon, Noon.AddHours(23), Noon.AddDays(9) }.Select(book.VersionAt));
    }

    [Fact]
    public void A_substitute_does_not_replace_a_better_value()
    {
        MeterBook book = new(new QuarterRange(0, 2));
        book.Take(0, [MeterValue.Measured(10), new(5, ValueOrigin.Given)], Noon);
        Assert.Equal(new(1, 0, 2), book.Take(0, [new(11, ValueOrigin.Interpolated), new(11, ValueOrigin.Profile)], Noon));
        Assert.Equal(new(1, 0, 0), book.Take(0, [MeterValue.Measured(10), default], Noon)); // the same again, and nothing
        Assert.Equal([10, 5], book.At(1).Select(v => v.Wh));
    }

    [Fact]
    public void There_and_back_is_no_difference()
    {
        MeterBook book = new(new QuarterRange(0, 1));
        foreach (var wh in (ReadOnlySpan<int>)[1, 2, 1])
            book.Take(0, [MeterValue.Measured(wh)], Noon);
        Assert.Empty(book.Between(1, 3));
        Assert.Equal(1, Assert.Single(book.Between(1, 2)).Wh);
    }

    [Fact]
    public void What_is_outside_or_late_is_refused()
    {
        MeterBook book = new(new QuarterRange(5, 2));
        book.Take(5, [MeterValue.Measured(1)], Noon);
        Assert.Throws<ArgumentException>(() => book.Take(4, [MeterValue.Measured(1)], Noon));
        Assert.Throws<ArgumentException>(() => book.Take(6, [MeterValue.Measured(1), MeterValue.Measured(1)], Noon));
        Assert.Throws<ArgumentException>(() => book.Take(6, [MeterValue.Measured(1)], Noon.AddTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => book.At(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => book.Between(1, 0));
    }
}
