using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Mscons;

namespace Werkstrom.Tests.Tariff.Metering;

/// <summary>Values of the market as values of a meter.</summary>
public sealed class MeterDeliveryTests
{
    [Fact]
    public void What_a_value_is_worth_says_where_it_comes_from()
    {
        MsconsStatus[] statuses = [MsconsStatus.True, MsconsStatus.Substitute, MsconsStatus.Preliminary, MsconsStatus.Missing, MsconsStatus.Unusable];
        var (values, faults) = MeterDelivery.Of(new([], [.. statuses.Select((s, i) => new MsconsValue(i * 15, (i * 15) + 15, 1_250, s))], [], ""));
        Assert.Empty(faults);
        Assert.Equal([ValueOrigin.True, ValueOrigin.Given, ValueOrigin.Given, ValueOrigin.Missing, ValueOrigin.Missing], values.OrderBy(v => v.Key).Select(v => v.Value.Origin));
        Assert.Equal([1_250, 1_250, 1_250, 0, 0], values.OrderBy(v => v.Key).Select(v => v.Value.Wh));
    }

    [Fact]
    public void What_is_no_quarter_hour_is_a_fault()
    {
        MsconsValue[] given = [new(0, 60, 1, default), new(5, 20, 1, default), new(MsconsValue.None, MsconsValue.None, 1, default), new(15, 30, 3_000_000_000, default), new(30, 45, 1, default), new(30, 45, 2, default)];
        var (values, faults) = MeterDelivery.Of(new([], given, [], ""));
        Assert.Equal([1, 2, 3, 4, 6], faults.Select(f => f.Line));
        Assert.Equal(MeterValue.Measured(1), Assert.Single(values).Value);
    }
}
