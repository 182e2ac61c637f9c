using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Tariffs;

/// <summary>The base that the form finds for an index price earns on the profile what the flat price would have earned.</summary>
public sealed class TariffNeutralTests
{
    [Fact]
    public async Task The_base_that_is_found_costs_the_profile_what_the_flat_price_costs()
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite);
        await using var scope = registry.Services.CreateAsyncScope();
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            // green at noon, grey at night
            var year = GermanTime.Year(2024);
            static int Index(int quarter) => GermanTime.OfClock(quarter) is >= 40 and < 64 ? 95 : 30;
            await registry.Get<SeriesBook>().PutAsync("index/r", new("x", year.First, [.. Enumerable.Range(year.First, year.Count).Select(q => (int?)Index(q))]), "WGI-1", null, default);
            var fields = TariffFields.Of(Desk.Of(new IndexDefinition(10, 0.06m, 15, 11)));
            (fields["c0.flat"], fields["c0.profile"], fields["c0.year"]) = ("13,5", "H25", "2024");

            var (said, fault) = await scope.ServiceProvider.GetRequiredService<TariffNeutral>().FindAsync(fields, 0, new(new(2024, 1, 1), Desk.Place, "r"), default);

            Assert.Null(fault);
            Assert.Contains("H25", said!, StringComparison.Ordinal);
            var found = decimal.Parse(fields["c0.base"], CultureInfo.CurrentCulture);
            var loads = LoadProfile.Of("H25").Year(2024, 1_000_000_000, Desk.Place.Calendar.TypeOf);
            var cost = loads.Select((load, i) => load * Math.Clamp(found - (0.06m * (Index(year.First + i) - 50)), 11, 15)).Sum() / loads.Sum(l => (long)l);
            Assert.InRange(cost, 13.4995m, 13.5005m);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
