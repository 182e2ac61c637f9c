using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Werkstrom.Energy.Rates;

/// <summary>A rate as somebody writes it.</summary>
/// <param name="Name">What it is: <c>levy.kwkg</c>.</param>
/// <param name="Scope">For whom: a class of towns, the code of a grid operator; empty: everywhere.</param>
/// <param name="Value">In <paramref name="Unit"/>; net.</param>
/// <param name="Unit"><c>ct/kWh</c>, <c>€/a</c>, <c>%</c>, <c>h/day</c> or <c>quarters</c>.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The first day on which it no longer holds; null: no end is known.</param>
/// <param name="IsChecked">False: from memory or an example.</param>
/// <param name="Source">Law, price sheet, publication.</param>
sealed record RateWish(string? Name, string? Scope, decimal? Value, string? Unit, DateOnly? From, DateOnly? Until, bool IsChecked, string? Source)
{
    /// <summary>What a form or a line says.</summary>
    /// <param name="cell">An input by name; empty when it is not there.</param>
    /// <param name="number">Reads a number of it.</param>
    /// <param name="text">Words for faults.</param>
    public static (RateWish Wish, List<string> Faults) Read(Func<string, string> cell, Func<string, decimal?> number, IStringLocalizer<RateText> text)
    {
        List<string> faults = [];
        var value = number(cell("value"));
        if (value is null)
            faults.Add(text["fault.value", cell("value")]);
        var (from, until) = (Day("from"), cell("until").Length == 0 ? null : Day("until"));
        if (cell("checked") is not ("" or "yes" or "no" or "true"))
            faults.Add(text["fault.checked", cell("checked")]);
        return (new(cell("name"), cell("scope"), value, cell("unit"), from, until, cell("checked") is "yes" or "true", cell("source")), faults);

        DateOnly? Day(string name)
        {
            if (DateOnly.TryParseExact(cell(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            faults.Add(text["fault.day", text["field." + name], cell(name)]);
            return null;
        }
    }

    /// <summary>What is missing, in sentences.</summary>
    public IEnumerable<string> Faults(IStringLocalizer<RateText> text)
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return text["fault.needed", text["field.name"]];
        if (string.IsNullOrWhiteSpace(Source))
            yield return text["fault.needed", text["field.source"]];
        if (Value is null)
            yield return text["fault.needed", text["field.value"]];
        if (From is null)
            yield return text["fault.needed", text["field.from"]];
        if (((string?[])[Name, Scope, Source]).Any(t => t?.AsSpan().ContainsAny(";\r\n#") == true))
            yield return text["fault.signs"];
    }
}
