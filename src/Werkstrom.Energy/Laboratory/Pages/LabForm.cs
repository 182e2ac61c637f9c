using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Tariffs;

namespace Werkstrom.Energy.Laboratory.Pages;

/// <summary>What the form of the laboratory says: an address of its page says the same.</summary>
/// <param name="Wish">What is asked.</param>
/// <param name="Year">Of the population.</param>
/// <param name="Faults">What cannot be read.</param>
sealed record LabForm(LabWish Wish, int Year, IReadOnlyList<string> Faults)
{
    /// <summary>What an idea can begin with that is no tariff.</summary>
    public const string Template = "template:";
}

/// <summary>Reads the form.</summary>
sealed class LabFormReader(PopulationShelf shelf, TariffBook tariffs, TariffTemplates templates, IStringLocalizer<LabText> text)
{
    /// <summary>Reads it; nothing of it has to be there.</summary>
    /// <param name="value">An input by name; empty when it is not there.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<LabForm> ReadAsync(Func<string, string> value, CancellationToken stop)
    {
        List<string> faults = [];
        var all = shelf.All();
        var population = all.FirstOrDefault(p => p.Id == value("pop")) ?? (all.Count > 0 ? all[0] : null);
        var year = population?.Year ?? DateTime.UnixEpoch.Year;
        LabLimits limits = new(
            (int)(Number(value, "hardEuros", faults) ?? 120), (int)(Number(value, "hardPercent", faults) ?? 10), Number(value, "markup", faults) ?? 0.8m, (int)(Number(value, "shift", faults) ?? 10), value("grid") != "idea");
        var known = (await tariffs.AllAsync(stop)).ToDictionary(t => t.Key);
        var today = known.ContainsKey(value("today")) ? value("today") : "";
        List<LabIdea> ideas = [];
        for (var i = 0; i < Count(value); i++)
        {
            if (Idea(At(i), value, known, year, faults) is { } idea)
                ideas.Add(idea);
        }

        return new(new(population?.Id ?? "", today, ideas, limits), year, faults);
    }

    /// <summary>The inputs of an idea begin with this.</summary>
    public static string At(int index) => FormattableString.Invariant($"i{index}.");

    /// <summary>What an idea can begin with.</summary>
    public async Task<IReadOnlyList<(string Value, string Text)>> BeginningsAsync(CancellationToken stop) =>
    [
        .. (await tariffs.AllAsync(stop)).Select(t => (t.Key, t.Read().Name)),
        .. TariffTemplates.All.Select(t => (LabForm.Template + t, text["template", templates.Make(t, "work", false, new(2025, 1, 1)).Name].Value)),
    ];

    static int Count(Func<string, string> value) =>
        int.TryParse(value("n"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 0, LabWish.MostIdeas) : 0;

    LabIdea? Idea(string at, Func<string, string> value, Dictionary<string, TariffVersion> known, int year, List<string> faults)
    {
        var from = value(at + "from");
        if (Begin(from, known, year) is not { } definition)
            return null;
        // another beginning has other numbers: those of the one before do not count
        if (value(at + "was") == from || value(at + "was").Length == 0)
        {
            Dictionary<string, decimal?> values = [];
            foreach (var knob in LabKnob.All(definition, year))
            {
                if (value(at + knob.Name) is { Length: > 0 })
                    values[knob.Name] = Number(value, at + knob.Name, faults) ?? knob.Value;
                else if (knob.Name is "cap" or "floor" && value(at + "was").Length > 0)
                    values[knob.Name] = null;
            }

            definition = LabKnob.Apply(definition, year, values);
        }

        var name = value(at + "name") is { Length: > 0 and <= 100 } given && (value(at + "was") == from || value(at + "was").Length == 0) ? given : definition.Name;
        return new(name, from, definition with { Name = name });
    }

    TariffDefinition? Begin(string from, Dictionary<string, TariffVersion> known, int year)
    {
        if (known.TryGetValue(from, out var version))
            return version.Read();
        var template = from.StartsWith(LabForm.Template, StringComparison.Ordinal) ? from[LabForm.Template.Length..] : "";
        return TariffTemplates.All.Contains(template) ? templates.Make(template, "work", false, new(year, 1, 1)) : null;
    }

    decimal? Number(Func<string, string> value, string name, List<string> faults)
    {
        var given = value(name);
        if (given.Length == 0)
            return null;
        if (Numbers.Read(given) is { } number && Math.Abs(number) < 1_000_000)
            return number;
        faults.Add(text["fault.number", name, given]);
        return null;
    }
}
