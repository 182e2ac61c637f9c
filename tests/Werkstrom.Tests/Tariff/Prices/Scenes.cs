using Werkstrom.Tariff;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Tests.Tariff.Prices;

static class Scenes
{
    public static readonly Validity Always = new(new(2023, 1, 1), null);

    public static readonly SupplyPlace Place = new(new(GermanState.NW), "to-100000", "example", HasModule1: true);

    public static TariffComponent Energy(PriceRule rule, Validity? validity = null, string? region = null) => new("Energy", PartKind.Energy, rule, validity ?? Always, region);

    public static TariffPlan Plan(params TariffComponent[] components) => new("Test", components, []);

    /// <summary>The message of what cannot be drawn.</summary>
    public static string Fault(this TariffPlan plan, Werkstrom.Tariff.Time.QuarterRange range, SupplyPlace? place = null, Werkstrom.Tariff.Rates.RateTable? rates = null) =>
        Assert.Throws<ArgumentException>(() => plan.Draw(range, place ?? Place, rates)).Message;
}
