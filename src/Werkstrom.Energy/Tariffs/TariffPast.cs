namespace Werkstrom.Energy.Tariffs;

/// <summary>What a new version of a tariff changes of the days that are over: bills of them may have been sent.</summary>
static class TariffPast
{
    /// <summary>Names of the parts and fees that say something else of days before one.</summary>
    /// <param name="former">The version that held.</param>
    /// <param name="present">The one that takes its place.</param>
    /// <param name="today">The first day that is not over.</param>
    public static IReadOnlyList<string> Changed(TariffDefinition former, TariffDefinition present, DateOnly today) =>
        [.. Names(former).Concat(Names(present)).Distinct().Where(n => Of(former, n, DateOnly.MinValue, today) != Of(present, n, DateOnly.MinValue, today))];

    /// <summary>All that a definition says of a part by the days of some time, as text; where it comes from is left out: another source is no other price.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="name">Of the part or fee.</param>
    /// <param name="from">First day.</param>
    /// <param name="until">The first day after it.</param>
    public static string Of(TariffDefinition definition, string name, DateOnly from, DateOnly until) => TariffJson.Write(new(
        "",
        [.. definition.Components.Where(c => c.Name == name && Meets(c.From, c.Until, from, until)).OrderBy(c => c.From)
            .Select(c => c with { Source = "", From = Later(c.From, from), Until = Earlier(c.Until, until) })],
        [.. (definition.Fees ?? []).Where(f => f.Name == name && Meets(f.From, f.Until, from, until)).OrderBy(f => f.From)
            .Select(f => f with { Source = "", From = Later(f.From, from), Until = Earlier(f.Until, until) })]));

    static IEnumerable<string> Names(TariffDefinition definition) => definition.Components.Select(c => c.Name).Concat((definition.Fees ?? []).Select(f => f.Name));

    static bool Meets(DateOnly first, DateOnly? end, DateOnly from, DateOnly until) => first < until && !(end <= from);

    static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    static DateOnly? Earlier(DateOnly? a, DateOnly b) => a < b ? a : b;
}
