using System.Globalization;
using System.Text.Json;
using Werkstrom.Connect.Import.Reading;
using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import;

/// <summary>What people corrected for files of one shape. What was only found is never remembered: each file proves its own.</summary>
/// <param name="Change">The corrected fields; null when there are none (formats of older versions).</param>
/// <param name="Width">Columns of the file that was corrected.</param>
/// <param name="At">When the last of them was corrected.</param>
sealed record Corrections(FormatChange? Change, int Width, DateTimeOffset At)
{
    /// <summary>Reads what the registry holds.</summary>
    public static Corrections Of(KnownFormat known) => JsonSerializer.Deserialize<Corrections>(known.FormatJson, FileImport.Json)!;

    /// <summary>The corrections with later ones over them.</summary>
    public static Corrections Merge(Corrections? earlier, FormatChange later, int width, DateTimeOffset at) =>
        new(earlier is { Change: { } change } && earlier.Width == width ? change.Merge(later) : later, width, at);

    /// <summary>True when they can be laid over a file of so many columns.</summary>
    public bool Fits(int columns) => Change is not null && Width == columns;

    /// <summary>Lays the corrections over what was found. What the file itself refutes is left out, and the guess says so.</summary>
    public Settled Over(Found found)
    {
        if (Change is not { } change || !Fits(found.Format.Columns.Count))
            return Settled.Only(found);
        var guesses = found.Guesses.ToList();
        var day = At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        change = OfTime(OfNumbers(change, found, guesses, day), found, guesses, day);
        if (change.Zone is { } zone)
            Put(guesses, new("zone", Confidence.Sure, "why.corrected.as", day, zone));
        foreach (var column in (change.Columns ?? []).Where(c => c.Role is not null))
            Put(guesses, new($"column.{column.Index}", Confidence.Sure, "why.corrected", day));
        return new(TimeColumn.Find(change.Apply(found.Format), found.Layout.Rows), guesses, change.IsNothing ? null : change);
    }

    static FormatChange OfNumbers(FormatChange change, Found found, List<Guess> guesses, string day)
    {
        if (change.Decimal is not { } sign)
            return change;
        var guess = guesses.Find(g => g.About == "decimal")!;
        var (proved, thousands) = ($"{found.Format.Numbers.Decimal}", found.Format.Numbers.Thousands);
        if (guess.Confidence != Confidence.Sure)
        {
            Put(guesses, new("decimal", Confidence.Sure, "why.corrected.as", day, sign));
            return change;
        }

        if (sign == proved)
            return change with { Thousands = thousands is { } between ? $"{between}" : change.Thousands };
        Put(guesses, new("decimal", Confidence.Sure, "why.decimal.refutes", proved, guess.Values[1], day, sign));
        return change with { Decimal = null, Thousands = null };
    }

    static FormatChange OfTime(FormatChange change, Found found, List<Guess> guesses, string day)
    {
        var wanted = TimeColumn.Find(change.Apply(found.Format), found.Layout.Rows);
        if (wanted.Time is not { } time)
            return change;
        var isPattern = time.Kind == TimeKind.Stamp;
        if (TimeColumn.Count(wanted, found.Layout.Rows) < TimeColumn.Count(found.Format, found.Layout.Rows))
        {
            var guess = guesses.Find(g => g.About == "time")!;
            Put(guesses, new("time", guess.Confidence, "why.time.refutes", found.Format.Time!.Pattern, day, isPattern ? time.Pattern : "–"));
            return change.WithoutTime(found.Format);
        }

        var isSettled = isPattern
            ? change.Pattern is not null && TimeColumn.Count(wanted, found.Layout.Rows) > 0
            : change.Kind is not null || change.Start is not null || change.StepSeconds is not null;
        if (isSettled && (wanted.Time != found.Format.Time || guesses.Find(g => g.About == "time") is { Confidence: Confidence.Unsure }))
            Put(guesses, new("time", Confidence.Sure, isPattern ? "why.corrected.as" : "why.corrected", day, time.Pattern));
        return change;
    }

    static void Put(List<Guess> guesses, Guess guess)
    {
        guesses.RemoveAll(g => g.About == guess.About);
        guesses.Add(guess);
    }
}

/// <summary>What was found, with what people corrected for files of this shape.</summary>
/// <param name="Format">How to read the file.</param>
/// <param name="Guesses">Each guess with its reason.</param>
/// <param name="Applied">The corrections that were applied; null when there were none.</param>
sealed record Settled(ImportFormat Format, IReadOnlyList<Guess> Guesses, FormatChange? Applied)
{
    /// <summary>What was found alone.</summary>
    public static Settled Only(Found found) => new(found.Format, found.Guesses, null);
}

/// <summary>The column that holds the time of a row.</summary>
static class TimeColumn
{
    /// <summary>A pattern that was given finds its column itself.</summary>
    public static ImportFormat Find(ImportFormat format, IReadOnlyList<SampleRow> rows)
    {
        if (format.Time is not { Kind: TimeKind.Stamp } time || format.First(ColumnRole.Time) >= 0 || format.First(ColumnRole.Date) >= 0)
            return format;
        var pattern = new StampPattern(time.Pattern);
        var column = Enumerable.Range(0, format.Columns.Count).MaxBy(i => rows.Count(r => pattern.TryParse(r[i], out _, out _)));
        return rows.Any(r => pattern.TryParse(r[column], out _, out _))
            ? format with { Columns = [.. format.Columns.Select((c, i) => i == column ? c with { Role = ColumnRole.Time } : c)] }
            : format;
    }

    /// <summary>Rows whose stamp can be read; 0 when the time is made from something else.</summary>
    public static int Count(ImportFormat format, IReadOnlyList<SampleRow> rows)
    {
        var main = format.First(ColumnRole.Time) is var column and >= 0 ? column : format.First(ColumnRole.Date);
        if (format.Time is not { Kind: TimeKind.Stamp } time || main < 0)
            return 0;
        var (pattern, clock) = (new StampPattern(time.Pattern), format.First(ColumnRole.Clock));
        return rows.Count(r => pattern.TryParse(clock >= 0 ? $"{r[main]} {r[clock]}" : r[main], out _, out _));
    }
}
