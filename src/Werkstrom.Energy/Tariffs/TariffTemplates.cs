using Microsoft.Extensions.Localization;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Tariffs;

/// <summary>What a new tariff begins with: whole tariffs that draw at once and that people then change.</summary>
sealed class TariffTemplates(IStringLocalizer<TariffText> text)
{
    /// <summary>How the price of energy comes about.</summary>
    public static readonly string[] All = ["flat", "clock", "spot", "index", "zones"];

    /// <summary>Which grid fee.</summary>
    public static readonly string[] Grids = ["work", "module2", "module3"];

    /// <summary>Makes one.</summary>
    /// <param name="template">One of <see cref="All"/>.</param>
    /// <param name="grid">One of <see cref="Grids"/>.</param>
    /// <param name="feedsIn">With a price for what is fed in.</param>
    /// <param name="from">The first day.</param>
    public TariffDefinition Make(string template, string grid, bool feedsIn, DateOnly from)
    {
        // module 3 is there since 1 April 2025, and its rates since then
        DateOnly since = new(2025, 4, 1);
        List<ComponentDefinition> parts = [new(text["part.energy"], PartKind.Energy, Energy(template), from)];
        var work = new RateDefinition("grid.work", RateScope.GridOperator);
        if (grid == "module3" && from < since)
        {
            parts.Add(new(text["part.grid"], PartKind.Grid, work, from, since));
            parts.Add(new(text["part.grid"], PartKind.Grid, Module3(), since));
        }
        else
        {
            parts.Add(new(text["part.grid"], PartKind.Grid, grid switch { "module2" => new Module2Definition(), "module3" => Module3(), _ => work }, from));
        }

        parts.AddRange([
            new(text["part.concession"], PartKind.Concession, new RateDefinition("concession", RateScope.Town), from),
            new(text["part.kwkg"], PartKind.Levy, new RateDefinition("levy.kwkg"), from),
            new(text["part.offshore"], PartKind.Levy, new RateDefinition("levy.offshore"), from),
            new(text["part.special"], PartKind.Levy, new RateDefinition("levy.special-grid-use"), from),
            new(text["part.tax"], PartKind.Tax, new RateDefinition("tax.electricity"), from)]);
        if (feedsIn)
            parts.Add(new(text["part.feed-in"], PartKind.FeedIn, new FlatDefinition(8), from));
        return new(text["template." + template], parts, Fees(grid, from));
    }

    FeeDefinition[] Fees(string grid, DateOnly from)
    {
        List<FeeDefinition> fees =
        [
            new(text["fee.base"], PartKind.Energy, from, 96),
            new(text["fee.grid"], PartKind.Grid, from, Rate: "grid.base", Scope: RateScope.GridOperator),
            new(text["fee.metering"], PartKind.Metering, from, Rate: "metering", Scope: RateScope.Household),
        ];
        if (grid != "module2")
            fees.Add(new(text["fee.module1"], PartKind.Grid, from, Rate: "grid.module1", Scope: RateScope.GridOperator, IsReduction: true, NeedsModule1: true));
        return [.. fees];
    }

    static RuleDefinition Energy(string template) => template switch
    {
        "clock" => new ClockDefinition(11.9m, [new("06:00-22:00", 14.9m)]),
        "spot" => new SpotDefinition(1.5m, Fallback: new(FallbackKind.LastYear)),
        "index" => new IndexDefinition(14, 0.06m, 20, 8, Fallback: new(FallbackKind.Base)),
        "zones" => new ZonesDefinition([33, 67], [16, 14, 11.5m], Fallback: new(FallbackKind.Base)),
        _ => new FlatDefinition(13.9m),
    };

    static Module3Definition Module3() => new(["18:15-21:15"], ["02:30-05:00"], [1, 4]);
}
