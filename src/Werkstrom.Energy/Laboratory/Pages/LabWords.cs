using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Laboratory.Pages;

/// <summary>Numbers and groups of the laboratory as people read them.</summary>
static class LabWords
{
    const decimal Euro = 100_000_000m;

    /// <summary>Whole € with their sign where <paramref name="isSigned"/>: <c>+12 €</c>.</summary>
    public static string Euros(long microCents, bool isSigned = false, int digits = 0)
    {
        var euros = Math.Round(microCents / Euro, digits, MidpointRounding.AwayFromZero);
        return (isSigned && euros > 0 ? "+" : "") + Format.Number((double)euros, digits) + "\u202F€";
    }

    /// <summary>Thousands of € where there are many: <c>412 T€</c> would need a word, so it is all digits.</summary>
    public static string Sum(long microCents) => Euros(microCents);

    /// <summary>ct/kWh with three digits and its sign.</summary>
    public static string Price(long price) => (price > 0 ? "+" : "") + Format.Number(price / 1_000.0, 3) + "\u202Fct/kWh";

    /// <summary>ct/kWh of an amount and an energy.</summary>
    public static string PerKwh(long microCents, long wh) => wh == 0 ? "–" : Format.Number((double)microCents / wh / 1_000, 2) + "\u202Fct/kWh";

    /// <summary>A share in whole %.</summary>
    public static string Percent(long part, long whole) => whole == 0 ? "–" : Format.Number(100.0 * part / whole, 0) + "\u202F%";

    /// <summary>A count that is rounded down to five; below five nobody knows.</summary>
    public static string Said(int count) => count == 0 ? "< 5" : Format.Count(count);

    /// <summary>A group in words: <c>Households, 2,500 to 3,500 kWh</c>.</summary>
    public static string Group(LabGroupView group, IStringLocalizer<LabText> text)
    {
        var kinds = string.Join(" / ", group.Branches.Select(b => text["branch." + b].Value));
        return group switch
        {
            { FromKwh: null, ToKwh: null } => kinds,
            { FromKwh: null } => text["group.to", kinds, Format.Count(group.ToKwh!.Value)],
            { ToKwh: null } => text["group.from", kinds, Format.Count(group.FromKwh.Value)],
            _ => text["group.between", kinds, Format.Count(group.FromKwh.Value), Format.Count(group.ToKwh.Value)],
        };
    }

    /// <summary>Who is not in a population, and why: <c>3 with large gaps, 1 without an agreement</c>.</summary>
    public static string LeftOut(LeftOut left, IStringLocalizer<LabText> text) =>
        string.Join(", ", new[] { ("part", left.PartOfYear), ("gaps", left.Gaps), ("large", left.TooLarge), ("consent", left.NotPermitted), ("damaged", left.Damaged) }
            .Where(l => l.Item2 > 0).Select(l => text["left." + l.Item1, Format.Count(l.Item2)].Value));

    /// <summary>A number of a form as HTML wants it.</summary>
    public static string Input(decimal? number) => number?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}
