using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Tariffs;

namespace Werkstrom.Tests.Energy.Tariffs;

/// <summary>What a form shows and what it sends back is the same tariff; what cannot be read is told all at once.</summary>
public sealed class TariffFormTests : IDisposable
{
    readonly CultureInfo _before = CultureInfo.CurrentCulture;
    readonly IStringLocalizer<TariffText> _text =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<TariffText>>();

    public void Dispose() => CultureInfo.CurrentCulture = _before;

    [Theory]
    [InlineData("flat", "work", "de-DE")]
    [InlineData("clock", "module2", "en-GB")]
    [InlineData("spot", "module3", "de-DE")]
    [InlineData("index", "module3", "en-GB")]
    [InlineData("zones", "work", "de-DE")]
    public void Every_template_is_the_same_after_its_form(string template, string grid, string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        var made = new TariffTemplates(_text).Make(template, grid, true, new(2024, 1, 1));

        var (read, faults) = new TariffReader(_text).Read(TariffFields.Of(made));

        Assert.Empty(faults);
        Assert.Equal(TariffJson.Write(made), TariffJson.Write(read));
    }

    [Fact]
    public void What_cannot_be_read_is_told_all_at_once()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        var fields = TariffFields.Of(new TariffTemplates(_text).Make("index", "work", false, new(2024, 1, 1)));
        (fields["c0.base"], fields["c0.slope"], fields["c0.from"], fields["f0.amount"]) = ("12,x", "", "31.1.2024", "1 2");

        var faults = new TariffReader(_text).Read(fields).Faults;

        Assert.Equal(4, faults.Count);
        Assert.Contains(faults, f => f.Contains("\"12,x\"", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("\"31.1.2024\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("de-DE", "12,5", 12.5)]
    [InlineData("de-DE", "12.5", 12.5)]
    [InlineData("de-DE", "0.357", 0.357)]
    [InlineData("de-DE", "3.500", null)] // a German's thousands
    [InlineData("en-GB", "3.500", 3.5)]
    [InlineData("en-GB", "3,500", null)]
    [InlineData("en-GB", "−1.5", -1.5)]
    public void Thousands_are_never_taken_for_a_decimal_sign(string culture, string text, double? expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        Assert.Equal((decimal?)expected, Numbers.Read(text));
    }

    [Theory]
    [InlineData("de-DE", "2.500", "2500")] // as pages write it
    [InlineData("de-DE", "1.234.567,5", "1234567.5")]
    [InlineData("de-DE", "2500,25", "2500.25")]
    [InlineData("de-DE", "2.50", "2.50")]
    [InlineData("en-GB", "2,500", "2500")]
    [InlineData("en-GB", "2,50", "'2,50'")]
    public void An_amount_may_have_thousands_as_pages_write_them(string culture, string text, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        Assert.Equal(expected, Numbers.ToFile(text));
    }

    [Fact]
    public void A_part_that_is_taken_out_moves_those_after_it_up()
    {
        var made = new TariffTemplates(_text).Make("clock", "work", false, new(2024, 1, 1));
        var fields = TariffFields.Of(made);

        fields.Remove("c", 1);
        TariffAdd.To(fields, "flat", "2024-01-01");
        fields[$"c{fields.Count("c") - 1}.name"] = "Last";
        fields[$"c{fields.Count("c") - 1}.price"] = "1";

        var read = new TariffReader(_text).Read(fields).Definition;
        Assert.Equal([made.Components[0].Name, .. made.Components.Skip(2).Select(c => c.Name), "Last"], read.Components.Select(c => c.Name));
        Assert.Single(((ClockDefinition)read.Components[0].Rule).Windows);
    }
}
