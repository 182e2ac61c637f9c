using System.Globalization;
using Werkstrom.Energy.Bills;

namespace Werkstrom.Tests.Energy.Bills;

/// <summary>Amounts in a column have the same number of decimals, and none is lost.</summary>
public sealed class BillColumnTests : IDisposable
{
    readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public void Dispose() => CultureInfo.CurrentUICulture = _before;

    [Fact]
    public void All_have_as_many_decimals_as_the_longest_needs_and_two_at_least()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
        long[] micro = [100_000_000, 123_450_000, -1_234_567_890_100];
        var say = BillNumber.Column(micro);
        Assert.Equal(["1,000000", "1,234500", "-12.345,678901"], micro.Select(say));
        Assert.Equal("7,00", BillNumber.Column([700_000_000])(700_000_000));
    }
}
