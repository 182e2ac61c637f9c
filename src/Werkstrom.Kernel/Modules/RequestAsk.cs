using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Werkstrom.Kernel.Modules;

/// <summary>Reads what a request to an interface asks for; all that is wrong is told at once.</summary>
public sealed class RequestAsk
{
    readonly Dictionary<string, List<string>> _faults = [];

    /// <summary>The answer 400 with all of it; null when nothing is wrong.</summary>
    public ValidationProblem? Problem => _faults.Count == 0 ? null : TypedResults.ValidationProblem(_faults.ToDictionary(f => f.Key, f => f.Value.ToArray()));

    /// <summary>Notes a broken rule.</summary>
    /// <param name="input">Name of the input.</param>
    /// <param name="rule">What was given and what would be right.</param>
    public void Add(string input, string rule)
    {
        if (!_faults.TryGetValue(input, out var rules))
            _faults[input] = rules = [];
        rules.Add(rule);
    }

    /// <summary>A whole number; null when none is given, or a wrong one.</summary>
    /// <param name="name">Name of the input.</param>
    /// <param name="text">As it was given.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    public int? Whole(string name, string? text, int least, int most)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Add(name, $"{name} ({text}) must be a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>A number that must be given; the least one when it is not, or a wrong one.</summary>
    /// <param name="name">Name of the input.</param>
    /// <param name="number">As it was given.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    public double Number(string name, double? number, double least, double most)
    {
        if (number is { } given && given >= least && given <= most)
            return given;
        Add(name, string.Create(CultureInfo.InvariantCulture, $"{name} ({(number is { } wrong ? wrong.ToString(CultureInfo.InvariantCulture) : "missing")}) must be a number from {least} to {most}."));
        return least;
    }

    /// <summary>An instant of the years 1900 to 2200; null when none is given, or a wrong one.</summary>
    /// <param name="name">Name of the input.</param>
    /// <param name="text">ISO 8601; without an offset it is UTC.</param>
    /// <param name="isNeeded">Whether it must be given.</param>
    public DateTimeOffset? Instant(string name, string? text, bool isNeeded = false)
    {
        if (string.IsNullOrEmpty(text))
        {
            if (isNeeded)
                Add(name, $"{name} is missing: an instant such as 2026-11-22T00:00:00Z.");
            return null;
        }

        // a plus sign that was not escaped in the address arrives as a blank
        if (DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            && instant.Year is >= 1900 and <= 2200)
        {
            return instant;
        }

        Add(name, $"{name} ({text}) is not an instant such as 2026-11-22T00:00:00Z between the years 1900 and 2200.");
        return null;
    }
}
