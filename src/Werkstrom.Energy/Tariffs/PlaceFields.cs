using System.Globalization;
using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Tariffs;

/// <summary>Where and when a page draws prices, as an address or a form says it.</summary>
/// <param name="Day">The day that is drawn.</param>
/// <param name="Place">Where.</param>
/// <param name="Region">Whose index; null: none.</param>
sealed record PlaceFields(DateOnly Day, SupplyPlace Place, string? Region)
{
    /// <summary>Classes of towns of the concession levy.</summary>
    public static readonly string[] Towns = ["to-25000", "to-100000", "to-500000", "above-500000", "weak-load", "special-contract"];

    /// <summary>Reads inputs; what is missing or unknown is as configured.</summary>
    /// <param name="value">An input by name; empty when it is not there.</param>
    /// <param name="options">What forms begin with.</param>
    /// <param name="otherwise">The day when none is given.</param>
    /// <param name="hasModule1">Whether module 1 was chosen when nothing is said of it.</param>
    public static PlaceFields Read(Func<string, string> value, PlaceOptions options, DateOnly otherwise, bool hasModule1 = false)
    {
        var day = DateOnly.TryParseExact(value("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given) && given.Year is >= 1996 and < 8_000 ? given : otherwise;
        var state = Enum.TryParse<GermanState>(value("state"), out var named) && Enum.IsDefined(named) ? named : options.State;
        var metering = Enum.TryParse<MeteringKind>(value("metering"), out var kind) && Enum.IsDefined(kind) ? kind : MeteringKind.Smart;
        SupplyPlace place = new(ContractRow.Calendar(state), Or(value("town"), options.Town), Or(value("operator"), options.GridOperator), value("area"), metering, value("module1") is { Length: > 0 } module1 ? module1 == "yes" : hasModule1);
        return new(day, place, Or(value("region"), options.Region) is { Length: > 0 } region ? region : null);
    }

    static string Or(string given, string otherwise) => given.Length > 0 ? given : otherwise;
}
