using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Laboratory;

/// <summary>Real customers are sorted by what contract and meter tell, and nobody is asked.</summary>
public sealed class LabKindTests
{
    static readonly QuarterRange Year = GermanTime.Year(2025);

    // November to February are 120 days, the other eight months 245: 100 Wh there and cold Wh here give 120 × cold / (120 × cold + 245 × 100)
    [Theory]
    [InlineData("H25", false, 100, false, "Household")] // 329 ‰
    [InlineData("H25", false, 167, false, "Household")] // 449.9 ‰
    [InlineData("H25", false, 168, false, "HeatPump")] // 451.4 ‰
    [InlineData("H0", true, 168, false, "HeatPump")] // the device is the heating
    [InlineData("H25", true, 167, false, "Controllable")]
    [InlineData("H25", true, 168, true, "Solar")] // a roof says more than a cold winter
    [InlineData("P25", false, 100, false, "Solar")]
    [InlineData("S25", false, 100, false, "Solar")]
    [InlineData("G25", true, 400, true, "Business")]
    [InlineData("L25", false, 400, false, "Farm")]
    [InlineData(null, true, 400, false, "Metered")]
    [InlineData(null, false, 100, true, "Solar")]
    public void Profile_controllable_device_feed_in_and_the_course_of_the_year_say_the_kind(string? profile, bool hasModule1, int cold, bool feedsIn, string kind)
    {
        Contract contract = new(1, "V", "K", "1", 1, "fix", new(new(GermanState.NI), "to-100000", "x", "", MeteringKind.Smart, hasModule1), profile, 0, Year.First, null, null, 1);
        int[] wh = [.. Enumerable.Range(Year.First, Year.Count).Select(q => GermanTime.Date(q).Month is 11 or 12 or 1 or 2 ? cold : 100)];

        Assert.Equal(kind, MemberKind.Of(contract, Year, wh, feedsIn).ToString());
    }

    [Fact]
    public void Who_used_nothing_heats_with_nothing()
    {
        Contract contract = new(1, "V", "K", "1", 1, "fix", new(new(GermanState.NI), "to-100000", "x", "", MeteringKind.Smart, false), "H25", 0, Year.First, null, null, 1);

        Assert.Equal(MemberBranch.Household, MemberKind.Of(contract, Year, new int[Year.Count], false));
    }
}
