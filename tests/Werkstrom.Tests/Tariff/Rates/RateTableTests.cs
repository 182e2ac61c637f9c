using Werkstrom.Tariff.Rates;

namespace Werkstrom.Tests.Tariff.Rates;

/// <summary>Dated rates; the figures are those of suppliers' price sheets, as the facts page lists them.</summary>
public sealed class RateTableTests
{
    const string Header = "name;scope;value;unit;from;until;checked;source\n";

    [Theory] // the sums of the three levies that the price sheets print
    [InlineData(2023, 1_365)]
    [InlineData(2024, 1_574)]
    [InlineData(2025, 2_651)]
    [InlineData(2026, 2_946)]
    public void The_levies_of_a_year_are_those_of_the_price_sheets(int year, int sum) =>
        Assert.Equal(sum, RateTable.Supplied.Rows.Where(r => r.Name.StartsWith("levy.", StringComparison.Ordinal) && r.Validity.Holds(new(year, 6, 1))).Sum(r => r.Price));

    [Fact]
    public void A_rate_holds_to_the_last_day_before_the_next()
    {
        Assert.Equal(275, RateTable.Supplied.At("levy.kwkg", "", new(2024, 12, 31))!.Price);
        Assert.Equal(277, RateTable.Supplied.At("levy.kwkg", "", new(2025, 1, 1))!.Price);
        Assert.Null(RateTable.Supplied.At("levy.kwkg", "", new(2027, 1, 1))); // not published yet
    }

    [Fact]
    public void What_is_from_memory_is_marked()
    {
        Assert.False(RateTable.Supplied.At("vat", "", new(2025, 1, 1))!.IsChecked);
        Assert.All(RateTable.Supplied.Rows.Where(r => r.Scope == "example"), r => Assert.False(r.IsChecked));
    }

    [Fact]
    public void Overlaps_and_gaps_name_both_rows_all_at_once()
    {
        var answer = RateTable.Read(Header + """
            a;;1;ct/kWh;2024-01-01;2025-01-01;yes;s
            a;;2;ct/kWh;2024-12-01;2026-01-01;yes;s
            a;;3;ct/kWh;2027-01-01;;yes;s
            b;;1;ct/kWh;2024-01-01;;yes;s
            b;;2;ct/kWh;2025-01-01;;yes;s
            b;x;2;ct/kWh;2025-01-01;;yes;s
            """);

        Assert.Null(answer.Value);
        Assert.Equal(
            [
                "a: line 2 (2024-01-01 to 2024-12-31) and line 3 (2024-12-01 to 2025-12-31) overlap",
                "a: nothing holds 2026-01-01 to 2026-12-31, between line 3 (2024-12-01 to 2025-12-31) and line 4 (from 2027-01-01)",
                "b: line 5 (from 2024-01-01) and line 6 (from 2025-01-01) overlap",
            ],
            answer.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void A_row_that_lies_within_another_does_not_hide_the_next_overlap()
    {
        var answer = RateTable.Read(Header + """
            a;;1;ct/kWh;2024-01-01;2026-01-01;yes;s
            a;;2;ct/kWh;2024-02-01;2024-03-01;yes;s
            a;;3;ct/kWh;2025-01-01;2026-01-01;yes;s
            """);

        Assert.Equal(["line 2 and line 3", "line 2 and line 4"], answer.Faults.Select(f => Lines(f.Text)));
        static string Lines(string text) => string.Join(" and ", System.Text.RegularExpressions.Regex.Matches(text, "line [0-9]"));
    }

    [Fact]
    public void Every_cell_that_is_wrong_is_named()
    {
        var answer = RateTable.Read(Header + ";;1,5;EUR;2024-02-30;x;maybe;\na;;1.2345;ct/kWh;2024-02-01;2024-02-01;yes;s\na;1\n");

        Assert.Equal([2, 2, 2, 2, 2, 2, 2, 3, 3, 4], answer.Faults.Select(f => f.Line).Order());
        Assert.Contains("1,5", Assert.Throws<ArgumentException>(answer.OrThrow).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_text_and_a_foreign_header_are_refused()
    {
        Assert.Contains("empty", Assert.Single(RateTable.Read("# nothing\n").Faults).Text, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(RateTable.Read("a;b\n").Faults).Line);
    }
}
