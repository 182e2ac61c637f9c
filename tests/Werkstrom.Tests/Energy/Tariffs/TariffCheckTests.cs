using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Tests.Energy.Tariffs;

/// <summary>Parts of one name follow each other without a gap and without two at once: said before a tariff is kept.</summary>
public sealed class TariffCheckTests
{
    [Theory]
    [InlineData("2024-07-01", "2024-07-01", null)]
    [InlineData("2024-07-01", "2024-06-30", "Energy: row 1 (2024-01-01 to 2024-06-30) and row 2 (from 2024-06-30) overlap")]
    [InlineData("2024-07-01", "2024-07-02", "Energy: nothing holds 2024-07-01 to 2024-07-01, between row 1 (2024-01-01 to 2024-06-30) and row 2 (from 2024-07-02)")]
    public void What_overlaps_and_what_is_missing_is_told_with_both_rows(string until, string from, string? expected)
    {
        TariffDefinition tariff = new("T", [Energy(new(2024, 1, 1), DateOnly.Parse(until, null)), Energy(DateOnly.Parse(from, null), null)], []);

        Assert.Equal(expected is null ? [] : [expected], TariffCheck.Faults(tariff));
    }

    [Fact]
    public void A_part_of_one_region_only_does_not_meet_that_of_another()
    {
        TariffDefinition tariff = new("T", [Energy(new(2024, 1, 1), null) with { Region = "north" }, Energy(new(2024, 1, 1), null) with { Region = "south" }], []);

        Assert.Empty(TariffCheck.Faults(tariff));
    }

    static ComponentDefinition Energy(DateOnly from, DateOnly? until) => new("Energy", PartKind.Energy, new FlatDefinition(30), from, until);
}
