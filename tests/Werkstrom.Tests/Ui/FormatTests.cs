using System.Globalization;
using Microsoft.Extensions.Options;
using Werkstrom.Ui;

namespace Werkstrom.Tests.Ui;

public sealed class FormatTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 21, 23, 25, 7, TimeSpan.Zero); // 00:25:07 on the 22nd in Berlin

    readonly Format _format = new(Options.Create(new UiOptions()), new Clock(Now));

    [Theory]
    [InlineData(71.3, null, "71,3", "71.3")]
    [InlineData(1234.5678, null, "1.235", "1,235")]
    [InlineData(1234.5678, 2, "1.234,57", "1,234.57")]
    [InlineData(0.000123456, null, "0,0001", "0.0001")]
    [InlineData(12.34567, null, "12,35", "12.35")]
    [InlineData(-3.5, 1, "−3,5", "−3.5")]
    [InlineData(-0.0001, 1, "0,0", "0.0")]
    [InlineData(0.0, null, "0", "0")]
    [InlineData(3.2e12, null, "3,2E+12", "3.2E+12")]
    [InlineData(double.NaN, null, "–", "–")]
    public void A_number_has_as_many_digits_as_it_bears(double number, int? digits, string german, string english)
    {
        Assert.Equal(german, In("de", () => Format.Number(number, digits)));
        Assert.Equal(english, In("en", () => Format.Number(number, digits)));
    }

    [Theory]
    [InlineData("Cel", "71,3\u202F°C")]
    [InlineData("1", "71,3")]
    [InlineData("", "71,3")]
    [InlineData("{Teile}", "71,3\u202FTeile")]
    [InlineData("kW.h", "71,3\u202FkWh")]
    public void A_value_has_its_unit_as_people_write_it(string unit, string shown) =>
        Assert.Equal(shown, In("de", () => Format.Value(71.3, unit)));

    [Fact]
    public void An_instant_is_told_on_the_clock_of_the_plant()
    {
        Assert.Equal("22.11.2026 00:25", In("de", () => _format.Time(Now)));
        Assert.Equal("22 Nov 2026 00:25", In("en", () => _format.Time(Now)));
        Assert.Equal("22.11.2026 00:25:07 UTC+01:00", In("de", () => _format.Exact(Now)));
    }

    [Fact]
    public void The_doubled_hour_of_autumn_is_told_apart_by_its_offset()
    {
        var first = new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero);

        Assert.Equal("25.10.2026 02:30:00 UTC+02:00", In("de", () => _format.Exact(first)));
        Assert.Equal("25.10.2026 02:30:00 UTC+01:00", In("de", () => _format.Exact(first.AddHours(1))));
    }

    [Theory]
    [InlineData(0.4, "jetzt", "now")]
    [InlineData(12, "vor 12\u00A0s", "12\u00A0s ago")]
    [InlineData(185, "vor 3\u00A0min", "3\u00A0min ago")]
    [InlineData(7300, "vor 2\u00A0h", "2\u00A0h ago")]
    [InlineData(4 * 86_400, "vor 4\u00A0Tagen", "4\u00A0days ago")]
    [InlineData(-120, "in 2\u00A0min", "in 2\u00A0min")]
    [InlineData(100 * 86_400, "14.08.2026", "14 Aug 2026")]
    public void An_age_is_told_roughly(double seconds, string german, string english)
    {
        Assert.Equal(german, In("de", () => _format.Ago(Now.AddSeconds(-seconds))));
        Assert.Equal(english, In("en", () => _format.Ago(Now.AddSeconds(-seconds))));
    }

    [Theory]
    [InlineData(999, "999\u202FB")]
    [InlineData(1_500_000_000, "1,5\u202FGB")]
    [InlineData(123_400_000, "123\u202FMB")]
    public void Bytes_are_told_in_steps_of_a_thousand(long bytes, string shown) =>
        Assert.Equal(shown, In("de", () => Format.Bytes(bytes)));

    [Theory]
    [InlineData(1023, "1023\u202FB")]
    [InlineData(33_554_432, "32\u202FMiB")]
    [InlineData(1_572_864, "1,5\u202FMiB")]
    [InlineData(1_048_576, "1\u202FMiB")]
    public void Limits_are_told_in_steps_of_1024_as_the_docs_do(long bytes, string shown) =>
        Assert.Equal(shown, In("de", () => Format.BinaryBytes(bytes)));

    static string In(string language, Func<string> act)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return act();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
