using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Tests.Connect;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("-1", -1)]
    [InlineData("1.5", 1.5)]
    [InlineData("-.5", -.5)]
    [InlineData("5.", 5)]
    [InlineData("0.001", .001)]
    [InlineData("1i", 1)]
    [InlineData("-12485903i", -12485903)]
    [InlineData("42u", 42)]
    [InlineData("100000000000000i", 1e14)]
    public void Plain_numbers_are_read_the_quick_way(string text, double value)
    {
        Assert.True(Numbers.TryFast(Encoding.UTF8.GetBytes(text + ",x=1"), out var read, out var used));

        Assert.Equal((value, text.Length), (read, used));
    }

    [Theory]
    [InlineData("1e3", 1000)]
    [InlineData("-1.234456e+78", -1.234456e78)]
    [InlineData("1E-3", .001)]
    [InlineData("0.1234567890123456789", 0.1234567890123456789)]
    [InlineData("9007199254740992i", 9007199254740992)]
    [InlineData("-9007199254740992i", -9007199254740992)]
    [InlineData("9007199254740992u", 9007199254740992)]
    public void Unusual_numbers_are_read_the_thorough_way(string text, double value)
    {
        Assert.Null(Numbers.Read(Encoding.UTF8.GetBytes(text), out var read));

        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("9007199254740993i", Reasons.IntegerRange)]
    [InlineData("-9007199254740993i", Reasons.IntegerRange)]
    [InlineData("18446744073709551615u", Reasons.IntegerRange)]
    [InlineData("99999999999999999999999i", Reasons.IntegerRange)]
    [InlineData("NaN", Reasons.NotFinite)]
    [InlineData("-inf", Reasons.NotFinite)]
    [InlineData("Infinity", Reasons.NotFinite)]
    [InlineData("1e999", Reasons.NotFinite)]
    [InlineData("1.5i", Reasons.Number)]
    [InlineData("-1u", Reasons.Number)]
    [InlineData("i", Reasons.Number)]
    [InlineData("1,5", Reasons.Number)]
    [InlineData("1.2.3", Reasons.Number)]
    [InlineData("0x10", Reasons.Number)]
    [InlineData("abc", Reasons.Number)]
    [InlineData("--1", Reasons.Number)]
    [InlineData("", Reasons.Number)]
    public void What_is_no_number_has_a_reason(string text, string code) =>
        Assert.Equal(code, Numbers.Read(Encoding.UTF8.GetBytes(text), out _)?.Code);

    [Fact]
    public void Every_double_is_read_bit_for_bit() => Prop.ForAll<double>(given =>
    {
        var value = double.IsFinite(given) ? given : 0;
        var text = Encoding.UTF8.GetBytes(value.ToString("R", CultureInfo.InvariantCulture));
        Assert.Null(Numbers.Read(text, out var read));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
        if (Numbers.TryFast(text, out var quick, out _))
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(quick));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_quick_way_reads_decimals_as_the_framework_does() => Prop.ForAll<int, byte>((mantissa, places) =>
    {
        var text = ((decimal)mantissa / (decimal)Math.Pow(10, places % 10)).ToString(CultureInfo.InvariantCulture);
        Assert.True(Numbers.TryFast(Encoding.UTF8.GetBytes(text), out var quick, out _));
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), quick);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("t", true)]
    [InlineData("T", true)]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("TRUE", true)]
    [InlineData("f", false)]
    [InlineData("F", false)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("FALSE", false)]
    public void All_spellings_of_truth_are_known(string text, bool truth)
    {
        Assert.True(Numbers.TryBoolean(Encoding.UTF8.GetBytes(text), out var read));

        Assert.Equal(truth, read);
    }
}
