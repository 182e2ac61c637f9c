using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Partners;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Energy.Pilots;

/// <summary>What the words of trials need.</summary>
sealed class TrialWords(IStringLocalizer<PilotText> text, IStringLocalizer<PartnerText> partners)
{
    /// <summary>A text.</summary>
    public string this[string key] => text[key].Value;

    /// <summary>A line: key and what is filled in, parted by <c>|</c>; after <c>why</c> comes what an interface said.</summary>
    public string Say(string line)
    {
        if (line.StartsWith("why|", StringComparison.Ordinal))
            return PartnerView.Say(line[4..], partners);
        var parts = line.Split('|');
        return text[parts[0]] is { ResourceNotFound: false } known ? string.Format(CultureInfo.CurrentCulture, known.Value, [.. parts.Skip(1).Select(Shown)]) : line;
    }

    // days and instants are kept as every program reads them, and shown as people do
    static object Shown(string part) =>
        DateOnly.TryParseExact(part, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Ui.Format.Day(day)
        : double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Ui.Format.Number(number) : part;
}

/// <summary>A trial of Energy: its key, what kind of figure, and how it is found.</summary>
sealed class Trial(string key, TrialShape shape, TrialWords words, Func<TrialTarget, DateOnly, DateOnly, CancellationToken, Task<TrialAnswer>> run) : ITrial
{
    /// <inheritdoc/>
    public string Key => key;

    /// <inheritdoc/>
    public TrialShape Shape => shape;

    /// <inheritdoc/>
    public string Name => words["name." + key];

    /// <inheritdoc/>
    public string Help => words["help." + key];

    /// <inheritdoc/>
    public Task<TrialAnswer> RunAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop) => run(target, from, to, stop);

    /// <inheritdoc/>
    public string Say(string line) => words.Say(line);
}
