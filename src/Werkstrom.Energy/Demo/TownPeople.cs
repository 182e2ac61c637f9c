using System.Globalization;
using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Mscons;

namespace Werkstrom.Energy.Demo;

/// <summary>Made-up customers of the demo's town with their contracts: the same number gives the same ones.</summary>
static class TownPeople
{
    static readonly string[] First =
        ["Anna", "Mehmet", "Lena", "Jonas", "Fatma", "Paul", "Marie", "Ali", "Clara", "Felix", "Ivana", "Karl", "Greta", "Noah", "Olga", "Peter", "Sofia", "Tim", "Ute", "Viktor"];

    static readonly string[] Family =
        ["Albrecht", "Bauer", "Celik", "Dietz", "Engel", "Fuchs", "Graf", "Hahn", "Ilic", "Jung", "Keller", "Lorenz", "Maurer", "Novak", "Otto", "Pohl", "Richter", "Sommer", "Thiel", "Yilmaz", "Ziegler"];

    static readonly string[] Streets = ["Mühlgasse", "Am Wehr", "Lindenstraße", "Bahnhofstraße", "Schulweg", "Gartenstraße", "Bergstraße", "Werkstraße"];

    static readonly string[] Shops = ["Bäckerei", "Schreinerei", "Praxis", "Metzgerei", "Autohaus", "Café", "Gärtnerei", "Buchhandlung"];

    /// <summary>The contracts.</summary>
    /// <param name="count">1 or more.</param>
    /// <param name="year">The first year of supply.</param>
    /// <param name="place">Path of the town in the tree of assets.</param>
    /// <param name="region">Whose index prices.</param>
    public static IReadOnlyList<ContractWish> Wishes(int count, int year, string place, string region)
    {
        Random random = new(20_250);
        return [.. Enumerable.Range(0, count).Select(i => Wish(i, random, year, place, region))];
    }

    static ContractWish Wish(int i, Random random, int year, string place, string region)
    {
        var isShop = i % 12 == 11;
        var tariff = (i % 10) switch { < 5 => "fix", < 7 => "dyn", < 9 => "gruen", _ => "zonen" };
        var isSmart = tariff != "fix" || i % 5 < 2; // two of five with the flat tariff: one of them could take the green one at once
        var family = Family[random.Next(Family.Length)];
        // some move in during the first year
        var from = i % 17 == 5 ? new DateOnly(year, 1 + random.Next(10), 1 + random.Next(28)) : new DateOnly(year, 1, 1);
        var kwh = isShop ? random.Next(8_000, 30_000) : random.Next(1_400, 6_200);
        return new()
        {
            Number = Text($"V-{10_000 + i}"),
            Customer = Text($"K-{20_000 + i}"),
            Name = isShop ? $"{Shops[random.Next(Shops.Length)]} {family}" : $"{First[random.Next(First.Length)]} {family}",
            Street = Text($"{Streets[random.Next(Streets.Length)]} {random.Next(1, 90)}"),
            Postcode = "12345",
            City = "Mühlstadt",
            Malo = Malo(i),
            Place = $"{place}/{(isShop ? "Gewerbe" : (i % 3) switch { 0 => "Altstadt", 1 => "Nord", _ => "Süd" })}",
            Tariff = tariff,
            Metering = isSmart ? "smart" : "profile",
            Module1 = tariff == "gruen" || (isSmart && i % 2 == 1) ? "yes" : "no", // its grid fee of three levels is to be had with module 1 only
            Profile = isShop ? "G25" : "H25",
            AnnualKwh = kwh.ToString(CultureInfo.InvariantCulture),
            From = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Region = region,
        };
    }

    /// <summary>An id of a delivery point with its check digit.</summary>
    public static string Malo(int i) => MarketIds.DeliveryPoint(5_100_000_000 + (i * 7_919L));

    static string Text(FormattableString text) => FormattableString.Invariant(text);
}
