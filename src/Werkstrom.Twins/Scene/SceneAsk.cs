using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Werkstrom.Twins.Scene;

/// <summary>Reads what a request asks for; all that is wrong is told at once.</summary>
sealed class SceneAsk
{
    readonly Dictionary<string, List<string>> _faults = [];

    /// <summary>The answer 400 with all of it; null when nothing is wrong.</summary>
    public ValidationProblem? Problem => _faults.Count == 0 ? null : TypedResults.ValidationProblem(_faults.ToDictionary(f => f.Key, f => f.Value.ToArray()));

    /// <summary>Notes a broken rule.</summary>
    public void Add(string input, string rule)
    {
        if (!_faults.TryGetValue(input, out var rules))
            _faults[input] = rules = [];
        rules.Add(rule);
    }

    /// <summary>A whole number; null when none is given.</summary>
    public int? Whole(string name, string? text, int least, int most)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Add(name, $"{name} ({text}) must be a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>A number that must be given.</summary>
    public double Number(string name, double? number, double least, double most)
    {
        if (number is { } given && given >= least && given <= most)
            return given;
        Add(name, string.Create(CultureInfo.InvariantCulture, $"{name} ({(number is { } wrong ? wrong.ToString(CultureInfo.InvariantCulture) : "missing")}) must be a number from {least} to {most}."));
        return least;
    }

    /// <summary>An instant that must be given.</summary>
    public DateTimeOffset Instant(string name, string? text)
    {
        // a plus sign that was not escaped in the address arrives as a blank
        if (DateTimeOffset.TryParse(text?.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            && instant.Year is >= 1900 and <= 2200)
        {
            return instant;
        }

        Add(name, $"{name} ({(string.IsNullOrEmpty(text) ? "missing" : text)}) must be an instant such as 2026-11-22T00:00:00Z between the years 1900 and 2200.");
        return default;
    }
}
