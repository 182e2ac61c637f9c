using Werkstrom.Energy.Serve.Gql;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Serve;

/// <summary>
/// The part of Tibber's schema that price clients ask for. What a house knows of a customer (address, owner, consumption) is not given here: these fields are null.
/// </summary>
sealed class TibberSchema(ServedTariffs tariffs, ServedPrices prices)
{
    static readonly string[] UnknownOfHome =
    [
        "appAvatar", "size", "type", "numberOfResidents", "primaryHeatingSource", "hasVentilationSystem", "mainFuseSize", "address", "owner", "consumption", "production", "daily", "weekly",
        "monthly", "annual", "hourly",
    ];

    static readonly string[] UnknownOfMeter = ["consumptionEan", "gridCompany", "gridAreaCode", "productionEan", "energyTaxType", "vatType", "estimatedAnnualConsumption"];

    /// <summary>The root of a query.</summary>
    /// <param name="faults">Takes why prices cannot be given.</param>
    /// <param name="stop">Ends reading.</param>
    public GqlType Query(List<string> faults, CancellationToken stop)
    {
        var home = Home(faults, stop);
        GqlType viewer = new("Viewer", new Dictionary<string, GqlResolve>
        {
            ["login"] = Plain(null),
            ["userId"] = Plain(null),
            ["name"] = Plain("Werkstrom"),
            ["accountType"] = Plain(null),
            ["websocketSubscriptionUrl"] = Plain(null),
            ["homes"] = async (_, _) => (await tariffs.AllAsync(stop)).Select(t => new GqlObject(home, t)),
            ["home"] = async (_, arguments) => arguments.GetValueOrDefault("id") is string id && await tariffs.FindAsync(id, stop) is { } found
                ? new GqlObject(home, found) : throw new GqlException($"There is no home '{arguments.GetValueOrDefault("id")}'."),
        });
        return new("Query", new Dictionary<string, GqlResolve> { ["viewer"] = (source, _) => new(new GqlObject(viewer, source)) });
    }

    GqlType Home(List<string> faults, CancellationToken stop)
    {
        var subscription = Subscription(faults, stop);
        GqlType meter = new("MeteringPointData", WithNulls(UnknownOfMeter, ("priceAreaCode", _ => prices.Zone)));
        GqlType features = new("HomeFeatures", WithNulls([], ("realTimeConsumptionEnabled", _ => false)));
        return new("Home", WithNulls(
            UnknownOfHome, ("id", s => ((ServedTariff)s).Id), ("timeZone", _ => "Europe/Berlin"), ("appNickname", s => ((ServedTariff)s).Name), ("meteringPointData", s => new GqlObject(meter, s)),
            ("features", s => new GqlObject(features, s)), ("currentSubscription", s => new GqlObject(subscription, s)), ("subscriptions", s => new[] { new GqlObject(subscription, s) })));
    }

    GqlType Subscription(List<string> faults, CancellationToken stop)
    {
        var info = Info(faults, stop);
        var fields = WithNulls(["validFrom", "validTo", "subscriber", "priceRating"], ("id", s => ((ServedTariff)s).Id), ("status", _ => "running"));
        fields["priceInfo"] = (source, arguments) => arguments.GetValueOrDefault("resolution") is var wanted && wanted is null or "HOURLY" or "QUARTER_HOURLY"
            ? new(new GqlObject(info, new Wish((ServedTariff)source, wanted is "QUARTER_HOURLY" ? 1 : 4))) : throw new GqlException($"'{wanted}' is no PriceInfoResolution: HOURLY, QUARTER_HOURLY.");
        return new("Subscription", fields);
    }

    GqlType Info(List<string> faults, CancellationToken stop)
    {
        GqlType price = new("Price", WithNulls(
            [], ("total", s => ((Priced)s).Total), ("energy", s => ((Priced)s).Energy), ("tax", s => ((Priced)s).Total - ((Priced)s).Energy), ("startsAt", s => ((Priced)s).StartsAt),
            ("currency", _ => "EUR"), ("level", s => ((Priced)s).Level)));
        Dictionary<string, GqlResolve> fields = new()
        {
            ["today"] = async (s, _) => (await PricesAsync((Wish)s, prices.Today, faults, stop)).Select(p => new GqlObject(price, p)),
            // until the exchange has published it there is no tomorrow: an empty list, as there
            ["tomorrow"] = async (s, _) => (await PricesAsync((Wish)s, prices.Tomorrow, [], stop)).Select(p => new GqlObject(price, p)),
            ["current"] = async (s, _) => (await PricesAsync((Wish)s, prices.Today, faults, stop)).LastOrDefault(p => p.First <= prices.Now && prices.Now < p.First + ((Wish)s).Count) is { } now ? new GqlObject(price, now) : null,
        };
        return new("PriceInfo", fields);
    }

    async Task<List<Priced>> PricesAsync(Wish wish, QuarterRange day, List<string> faults, CancellationToken stop)
    {
        var before = GermanTime.Day(GermanTime.Date(day.First).AddDays(-3)).First;
        var quarters = await tariffs.ReadAsync(wish.Tariff, day, faults, stop);
        var past = await tariffs.ReadAsync(wish.Tariff, new(before, day.First - before), [], stop);
        decimal? usual = past.Count < 96 ? null : past.Average(q => q.Total);
        return [.. quarters.GroupBy(q => q.Quarter / wish.Count).Where(g => g.Count() == wish.Count).Select(g => Priced.Of([.. g], usual))];
    }

    static Dictionary<string, GqlResolve> WithNulls(string[] unknown, params (string Name, Func<object, object?> Value)[] known)
    {
        var fields = unknown.ToDictionary(u => u, _ => Plain(null));
        foreach (var (name, value) in known)
            fields[name] = (source, _) => new(value(source));
        return fields;
    }

    static GqlResolve Plain(object? value) => (_, _) => new(value);

    /// <summary>Prices of a tariff, for so many quarter-hours each.</summary>
    sealed record Wish(ServedTariff Tariff, int Count);

    /// <summary>A price, EUR/kWh.</summary>
    sealed record Priced(int First, decimal Total, decimal Energy, string StartsAt, string? Level)
    {
        public static Priced Of(TariffQuarter[] quarters, decimal? usual)
        {
            var total = quarters.Average(q => q.Total);
            return new(quarters[0].Quarter, total, quarters.Average(q => q.Of(PartKind.Energy) ?? 0), Slots.Iso((long)quarters[0].Quarter * 900, "yyyy-MM-dd'T'HH:mm:ss.fffzzz"), Rank(total, usual));
        }

        /// <summary>Compared with the mean of the three days before, by the limits that Tibber names; null when these are not known.</summary>
        static string? Rank(decimal total, decimal? usual) => usual is not > 0 ? null : (total / usual.Value) switch
        {
            <= 0.60m => "VERY_CHEAP",
            <= 0.90m => "CHEAP",
            < 1.15m => "NORMAL",
            < 1.40m => "EXPENSIVE",
            _ => "VERY_EXPENSIVE",
        };
    }
}
