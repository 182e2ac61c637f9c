using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Tariffs;

namespace Werkstrom.Energy.Laboratory.Pages;

/// <summary>What the form of the laboratory says: an address of its page says the same.</summary>
/// <param name="Wish">What is asked.</param>
/// <param name="Year">Of the population.</param>
/// <param name="Faults">What cannot be read; of these the question has the numbers that they began with.</param>
sealed record LabForm(LabWish Wish, int Year, IReadOnlyList<LabFault> Faults)
{
    /// <summary>The answer where something cannot be read: no figures, for they would be of other numbers; null: it can be asked.</summary>
    public LabAnswered? IsWrong => Faults.Count == 0 ? null : new(null, [.. Faults.Select(f => f.Text)]);

    /// <summary>What an input shows: its number, or what was typed instead of one.</summary>
    public string Shown(string input, decimal? number) => Faults.FirstOrDefault(f => f.Input == input)?.Typed ?? LabWords.Input(number);

    /// <summary>What an idea can begin with that is no tariff.</summary>
    public const string Template = "template:";
}

/// <summary>An input that cannot be read.</summary>
/// <param name="Input">Its name.</param>
/// <param name="Typed">What stands in it.</param>
/// <param name="Text">What is wrong, with the words beside the input.</param>
sealed record LabFault(string Input, string Typed, string Text);

/// <summary>Reads the form.</summary>
sealed class LabFormReader(PopulationShelf shelf, TariffBook tariffs, TariffTemplates templates, IStringLocalizer<LabText> text)
{
    /// <summary>Reads it; nothing of it has to be there.</summary>
    /// <param name="value">An input by name; empty when it is not there.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<LabForm> ReadAsync(Func<string, string> value, CancellationToken stop)
    {
        List<LabFault> faults = [];
        decimal? Limit(string name, string label) => Number(value, name, text[label], faults);
        var all = shelf.All();
        var population = all.FirstOrDefault(p => p.Id == value("pop")) ?? (all.Count > 0 ? all[0] : null);
        var year = population?.Year ?? DateTime.UnixEpoch.Year;
        LabLimits limits = new(
            (int)(Limit("hardEuros", "field.hard-euros") ?? 120), (int)(Limit("hardPercent", "field.hard-percent") ?? 10), Limit("markup", "field.markup") ?? 0.8m, (int)(Limit("shift", "field.shift") ?? 10),
            value("grid") != "idea");
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

    LabIdea? Idea(string at, Func<string, string> value, Dictionary<string, TariffVersion> known, int year, List<LabFault> faults)
    {
        var from = value(at + "from");
        if (Begin(from, known, year) is not { } definition)
            return null;
        // another beginning has other numbers: those of the one before do not count
        var isSame = value(at + "was") == from || value(at + "was").Length == 0;
        var name = isSame && value(at + "name") is { Length: > 0 and <= 100 } given ? given : definition.Name;
        if (isSame)
        {
            Dictionary<string, decimal?> values = [];
            foreach (var knob in LabKnob.All(definition, year))
            {
                if (value(at + knob.Name) is { Length: > 0 })
                    values[knob.Name] = Number(value, at + knob.Name, $"{name}, {text[knob.Label, knob.Of]}", faults) ?? knob.Value;
                else if (knob.Name is "cap" or "floor" && value(at + "was").Length > 0)
                    values[knob.Name] = null;
            }

            definition = LabKnob.Apply(definition, year, values);
        }

        return new(name, from, definition with { Name = name });
    }

    TariffDefinition? Begin(string from, Dictionary<string, TariffVersion> known, int year)
    {
        if (known.TryGetValue(from, out var version))
            return version.Read();
        var template = from.StartsWith(LabForm.Template, StringComparison.Ordinal) ? from[LabForm.Template.Length..] : "";
        return TariffTemplates.All.Contains(template) ? templates.Make(template, "work", false, new(year, 1, 1)) : null;
    }

    decimal? Number(Func<string, string> value, string name, string label, List<LabFault> faults)
    {
        var given = value(name);
        if (given.Length == 0)
            return null;
        if (Numbers.Read(given) is { } number && Math.Abs(number) < 1_000_000)
            return number;
        faults.Add(new(name, given, text["fault.number", label, given]));
        return null;
    }
}
