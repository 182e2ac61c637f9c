using System.Globalization;
using System.Text.RegularExpressions;

namespace Werkstrom.Condition.Work;

/// <summary>
/// A line of a checklist. Kept as people write such lists, so that the record can be read without this program: <c>[ ] Oil drained</c>,
/// <c>[x] Oil drained (Anna Berg, 2026-11-22T09:15:00Z)</c>.
/// </summary>
/// <param name="Text">What is to be done, at most 200 characters, one line.</param>
/// <param name="By">Who ticked it; null while it is not done.</param>
/// <param name="At">When it was ticked; null while it is not done or where nobody knows.</param>
/// <param name="IsDone">True when it is ticked.</param>
sealed partial record CheckLine(string Text, bool IsDone = false, string? By = null, DateTimeOffset? At = null)
{
    /// <summary>Most lines.</summary>
    public const int Most = 40;

    /// <summary>Longest line, characters.</summary>
    public const int Longest = 200;

    /// <summary>Reads lines; one without a box is to be done.</summary>
    public static IReadOnlyList<CheckLine> Read(string? text) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One)];

    /// <summary>The text of the record's field; null for no lines.</summary>
    public static string? Write(IEnumerable<CheckLine> lines) =>
        string.Join('\n', lines.Select(line => line.ToString())) is { Length: > 0 } text ? text : null;

    /// <summary>Lines as a person edited them, one each: a line whose words stayed keeps its tick.</summary>
    public static IReadOnlyList<CheckLine> Edited(string text, IReadOnlyList<CheckLine> before)
    {
        List<CheckLine> kept = [.. before];
        List<CheckLine> lines = [];
        foreach (var line in Read(text))
        {
            var same = kept.Find(b => b.Text == line.Text);
            if (same is not null)
                kept.Remove(same);
            lines.Add(same ?? line);
        }

        return lines;
    }

    /// <inheritdoc/>
    public override string ToString() => !IsDone ? $"[ ] {Text}"
        : By is null ? $"[x] {Text}"
        : At is { } at ? $"[x] {Text} ({By}, {at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)})"
        : $"[x] {Text} ({By})";

    static CheckLine One(string line)
    {
        var match = Box().Match(line);
        if (!match.Success)
            return new(line);
        var text = match.Groups[2].Value;
        if (match.Groups[1].Value == " ")
            return new(text);
        var who = Who().Match(text);
        return who.Success && DateTimeOffset.TryParse(who.Groups[3].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new(who.Groups[1].Value, true, who.Groups[2].Value, at.ToUniversalTime())
            : new(text, true);
    }

    [GeneratedRegex(@"^(?:[-*] )?\[([ xX])\] ?(.*)$")]
    private static partial Regex Box();

    [GeneratedRegex(@"^(.*) \(([^()]+), (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\)$")]
    private static partial Regex Who();
}
