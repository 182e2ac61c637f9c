using Werkstrom.Connect.Mapping;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Connect;

public sealed class MappingTests
{
    static readonly KeyValuePair<string, string>[] Tags = [new("line", "2"), new("machine", "Presse 3"), new("site", "Köln")];

    [Theory]
    [InlineData("{measurement}/{tags}/{field}", "vibration/2/Presse 3/Köln/rms_mm_s")]
    [InlineData("{tag:site}/{tag:line}/{tag:machine}/{field}", "Köln/2/Presse 3/rms_mm_s")]
    [InlineData("/Werk {tag:site}/Linie {tag:LINE}/{measurement}_{field}/", "Werk Köln/Linie 2/vibration_rms_mm_s")]
    public void A_template_is_filled_from_measurement_tags_and_field(string template, string path)
    {
        Assert.True(PathTemplate.Parse(template).TryFill("vibration", Tags, "rms_mm_s", out var filled));

        Assert.Equal(path, filled);
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("C:", "C%3A")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("..", "%2E%2E")]
    [InlineData(" x", "%20x")]
    [InlineData("50°", "50°")]
    [InlineData("\ud83d\ude80", "%F0%9F%9A%80")]
    public void Letters_that_a_path_cannot_hold_are_escaped_so_that_two_tags_never_meet(string tag, string level)
    {
        PathTemplate.Parse("{tag:x}/{field}").TryFill("m", [new("x", tag)], "v", out var path);

        Assert.Equal(level + "/v", path);
    }

    [Fact]
    public void A_slash_at_the_end_of_a_placeholder_keeps_levels()
    {
        PathTemplate.Parse("{tag:topic/}/{field}").TryFill("mqtt", [new("topic", "works/line1//press:3")], "v", out var path);

        Assert.Equal("works/line1/press%3A3/v", path);
    }

    [Fact]
    public void A_template_does_not_fit_without_its_tags() =>
        Assert.False(PathTemplate.Parse("{tag:plant}/{field}").TryFill("m", Tags, "v", out _));

    [Theory]
    [InlineData("{measurement}/x", 1)]
    [InlineData("{field", 2)]
    [InlineData("{fields}/{field}", 1)]
    [InlineData("a//{field}", 1)]
    [InlineData("a:b//{x}", 4)]
    public void All_errors_of_a_template_are_named(string template, int errors) =>
        Assert.Equal(errors, PathTemplate.Errors(template).Count());

    [Fact]
    public void The_first_rule_that_fits_holds_and_without_one_the_last_resort()
    {
        RuleSet rules = new([
            Rule(1, "vib*", "site=Berlin", "first/{field}"),
            Rule(2, "vib*", "SITE=k*, line=?", "second/{field}", "mm/s", "price"),
            Rule(3, "*", "", "third/{tag:nothing}/{field}"),
        ]);

        Assert.Equal(new Mapped("second/v", "mm/s", SignalKind.Price, 2), rules.Map("vibration", Tags, "v", false));
        Assert.Equal(new Mapped("power/2/Presse 3/Köln/p_kW", "kW", SignalKind.Measurement, 0), rules.Map("power", Tags, "p_kW", false));
    }

    [Theory]
    [InlineData("energy_kWh", "kW.h", SignalKind.Measurement)]
    [InlineData("energy_kWh_total", "kW.h", SignalKind.Counter)]
    [InlineData("pieces_total", "", SignalKind.Counter)]
    [InlineData("spindle_C", "Cel", SignalKind.Measurement)]
    [InlineData("v_mm_s", "mm/s", SignalKind.Measurement)]
    [InlineData("p_mW", "", SignalKind.Measurement)]
    [InlineData("p_MW", "MW", SignalKind.Measurement)]
    [InlineData("value", "", SignalKind.Measurement)]
    public void The_end_of_a_name_tells_unit_and_kind(string field, string unit, SignalKind kind) =>
        Assert.Equal((unit, kind), Suffixes.Of(field));

    [Fact]
    public void All_errors_of_all_rules_are_named_at_once()
    {
        var errors = RuleView.Errors([new("*", "site", "x", null, "7"), new("*", "", "{field}", "kW", "Counter"), new(null, null, " ", new('k', 41), null)]);

        Assert.Equal(
            ["rules[0].kind", "rules[0].path", "rules[0].tags", "rules[2].path", "rules[2].unit"], errors.Keys.Order(StringComparer.Ordinal));
    }

    static Rule Rule(long position, string measurement, string tags, string path, string unit = "", string kind = "") =>
        new() { Position = position, Measurement = measurement, Tags = tags, Path = path, Unit = unit, Kind = kind };
}
