using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Tariffs;

/// <summary>Finds the base of an index price so that a load profile pays in a reference year what a flat price would have cost.</summary>
sealed class TariffNeutral(TariffReader reader, SeriesBook series, IStringLocalizer<TariffText> text, IOptions<EnergyOptions> options)
{
    const long YearWh = 1_000_000_000;

    /// <summary>Finds it and writes it into the form.</summary>
    /// <returns>What was found, or why not.</returns>
    public async Task<(string? Said, string? Fault)> FindAsync(TariffFields fields, int index, PlaceFields where, CancellationToken stop)
    {
        var at = FormattableString.Invariant($"c{index}.");
        var (definition, faults) = reader.Read(fields);
        if (faults.Count > 0)
            return (null, string.Join("; ", faults));
        if (index >= definition.Components.Count || definition.Components[index].Rule is not IndexDefinition rule)
            return (null, text["neutral.none"]);
        if (Numbers.Read(fields[at + "flat"]) is not { } flat || Units.PriceFault("", flat) is not null)
            return (null, text["fault.number", definition.Components[index].Name, text["neutral.flat"], fields[at + "flat"]]);
        var name = new PlanSeries(options.Value.Zone, where.Region, default, 0).Name(rule);
        var year = await YearAsync(name, fields[at + "year"], where, stop);
        try
        {
            var range = GermanTime.Year(year);
            var profile = LoadProfile.Of(fields[at + "profile"] is { Length: > 0 } chosen ? chosen : "H25");
            var loads = profile.Year(year, YearWh, where.Place.Calendar.TypeOf);
            var (found, surplus) = Neutrality.Balance(PlanMaker.Index(rule, await series.ReadAsync(name, range, null, stop)), Units.Price(flat), range, loads);
            fields[at + "base"] = Units.Cents(found.Base).ToString("0.###", CultureInfo.CurrentCulture);
            fields[at + "year"] = year.ToString(CultureInfo.InvariantCulture);
            var over = surplus / 1_000_000m / (YearWh / 1_000); // of the year in µct, as ct for each kWh
            return (text["neutral.found", fields[at + "base"], rule.Slope.ToString("0.###", CultureInfo.CurrentCulture), profile.Name, year, over.ToString("0.######", CultureInfo.CurrentCulture)], null);
        }
        catch (ArgumentException e)
        {
            return (null, TariffDesk.Plain(e));
        }
    }

    // the newest whole year of which the index is known, unless a year is named
    async Task<int> YearAsync(string name, string given, PlaceFields where, CancellationToken stop)
    {
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1996 and < 8_000)
            return year;
        return await series.SpanAsync(name, stop) is { } span ? span.To.DayOfYear >= 365 ? span.To.Year : Math.Max(span.From.Year, span.To.Year - 1) : where.Day.Year;
    }
}
