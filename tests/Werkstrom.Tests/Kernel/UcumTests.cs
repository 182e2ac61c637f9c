using Werkstrom.Kernel.Units;

namespace Werkstrom.Tests.Kernel;

/// <summary>Expected values are those of the UCUM tables (https://ucum.org/ucum) or follow from them by hand.</summary>
public sealed class UcumTests
{
    [Theory]
    [InlineData("kW.h", "J", 3_600_000)]
    [InlineData("MW.h", "kW.h", 1000)]
    [InlineData("[psi]", "Pa", 6894.757293168361)]
    [InlineData("bar", "kPa", 100)]
    [InlineData("mbar", "Pa", 100)]
    [InlineData("atm", "Pa", 101325)]
    [InlineData("[in_i]", "mm", 25.4)]
    [InlineData("[mi_i]", "m", 1609.344)]
    [InlineData("[lb_av]", "kg", 0.45359237)]
    [InlineData("[gal_us]", "l", 3.785411784)]
    [InlineData("[HP]", "W", 745.69987158227022)]
    [InlineData("m3/h", "l/min", 16.666666666666668)]
    [InlineData("/min", "Hz", 0.016666666666666666)]
    [InlineData("%", "1", 0.01)]
    [InlineData("[ppm]", "%", 0.0001)]
    [InlineData("m[H2O]", "kPa", 9.80665)]
    [InlineData("mm[Hg]", "Pa", 133.322)]
    [InlineData("deg", "rad", 0.017453292519943295)]
    [InlineData("kV.A", "W", 1000)]
    [InlineData("EUR/(MW.h)", "cEUR/(kW.h)", 0.1)]
    [InlineData("10*3", "1", 1000)]
    [InlineData("a", "d", 365.25)]
    [InlineData("km/h", "m/s", 0.27777777777777779)]
    [InlineData("[kn_i]", "km/h", 1.852)]
    [InlineData("har", "m2", 10000)]
    [InlineData("t", "kg", 1000)]
    [InlineData("J/s", "W", 1)]
    [InlineData("By", "bit", 8)]
    public void A_unit_converts_into_another_of_its_dimension(string from, string to, double factor)
    {
        Assert.True(Ucum.TryConversion(from, to, out var conversion));
        Assert.Equal(factor, conversion.Factor, factor * 1e-12);
        Assert.Equal(0, conversion.Offset);
    }

    [Theory]
    [InlineData(0, "Cel", "K", 273.15)]
    [InlineData(100, "Cel", "[degF]", 212)]
    [InlineData(-40, "[degF]", "Cel", -40)]
    [InlineData(20_000, "mCel", "Cel", 20)]
    public void Temperatures_convert_with_the_zero_of_their_scale(double value, string from, string to, double expected)
    {
        Assert.True(Ucum.TryConversion(from, to, out var conversion));
        Assert.Equal(expected, conversion.Of(value), 1e-9);
    }

    [Theory]
    [InlineData("kW", "kW.h")]
    [InlineData("Cel", "bar")]
    [InlineData("EUR", "CHF")]
    [InlineData("dB", "1")]
    [InlineData("rad", "1")]
    public void Units_of_different_dimensions_do_not_convert(string from, string to) => Assert.False(Ucum.TryConversion(from, to, out _));

    [Theory]
    [InlineData("kWh", "The unit 'kWh' is not a UCUM code: 'kWh' is not known. Did you mean 'kW.h'?")]
    [InlineData("Cel/h", "The unit 'Cel/h' is not a UCUM code: Cel is a scale and cannot be multiplied or divided; differences of temperatures are in K.")]
    [InlineData("m/", "The unit 'm/' is not a UCUM code: a unit is missing at the end.")]
    [InlineData("(m", "The unit '(m' is not a UCUM code: a ')' is missing.")]
    [InlineData("m)", "The unit 'm)' is not a UCUM code: ')' is not expected at place 2.")]
    [InlineData("m{a", "The unit 'm{a' is not a UCUM code: a '}' is missing.")]
    [InlineData("kmin", "The unit 'kmin' is not a UCUM code: 'kmin' is not known.")]
    [InlineData("", "A unit has 1 to 100 characters.")]
    public void A_wrong_code_has_a_reason(string code, string reason) => Assert.Equal(reason, Ucum.Check(code));

    [Theory]
    [InlineData("°C", "Cel")]
    [InlineData("kWh", "kW.h")]
    [InlineData("MWh", "MW.h")]
    [InlineData("m³/h", "m3/h")]
    [InlineData("Nm", "N.m")]
    [InlineData("kVA", "kV.A")]
    [InlineData("kvarh", "kvar.h")]
    [InlineData("U/min", "/min")]
    [InlineData("1/min", "/min")]
    [InlineData("mm/s²", "mm/s2")]
    [InlineData("µm", "um")]
    [InlineData("ct/kWh", "cEUR/(kW.h)")]
    [InlineData("€/MWh", "EUR/(MW.h)")]
    [InlineData("[bar]", "bar")]
    [InlineData("Stück", "{pcs}")]
    [InlineData("%", "%")]
    [InlineData("W/m²", "W/m2")]
    [InlineData("kW", "kW")]
    [InlineData("blah", null)]
    public void A_text_suggests_a_code(string text, string? code) => Assert.Equal(code, Ucum.Suggest(text));

    [Theory]
    [InlineData("Cel", "°C")]
    [InlineData("kW.h", "kWh")]
    [InlineData("m3/h", "m³/h")]
    [InlineData("EUR/(kW.h)", "€/kWh")]
    [InlineData("cEUR/(kW.h)", "ct/kWh")]
    [InlineData("/min", "1/min")]
    [InlineData("N.m", "N·m")]
    [InlineData("kV.A", "kVA")]
    [InlineData("um", "µm")]
    [InlineData("kOhm", "kΩ")]
    [InlineData("1", "")]
    [InlineData("[ppm]", "ppm")]
    [InlineData("{pcs}", "pcs")]
    [InlineData("m3{norm}/h", "m³ norm/h")]
    [InlineData("W/(m2.K)", "W/(m²·K)")]
    [InlineData("nonsense", "nonsense")]
    public void A_code_is_written_as_people_write_it(string code, string symbol) => Assert.Equal(symbol, Ucum.Symbol(code));

    [Fact]
    public void A_unit_has_a_name_in_both_languages()
    {
        Assert.Equal("Kilowattstunden", Ucum.Name("kW.h", "de"));
        Assert.Equal("kilowatt-hours", Ucum.Name("kW.h", "en"));
        Assert.Equal("kΩ", Ucum.Name("kOhm", "de"));
    }
}
