using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import.Reading;

/// <summary>Finds the columns that make the time of a row, and gives them their roles.</summary>
static class TimeFinder
{
    /// <summary>Where a cycle counter begins when nobody chose: a day that nobody takes for a real one.</summary>
    public static DateTimeOffset DefaultStart { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds from cycle to cycle when nobody chose.</summary>
    public const double DefaultStep = 3_600;

    public static ImportTime? Find(IReadOnlyList<ColumnFacts> columns, ColumnRole[] roles, string zone, List<Guess> guesses) =>
        Stamp(columns, roles, zone, guesses)
        ?? Split(columns, roles, zone, guesses)
        ?? Epoch(columns, roles, guesses)
        ?? DateOnly(columns, roles, zone, guesses)
        ?? Cycle(columns, roles, guesses)
        ?? None(guesses);

    static ImportTime? Stamp(IReadOnlyList<ColumnFacts> columns, ColumnRole[] roles, string zone, List<Guess> guesses)
    {
        var stamps = columns.Where(c => c.Stamp is not null).ToList();
        var time = stamps.FirstOrDefault(c => c.HasOffset) ?? stamps.FirstOrDefault(c => !c.IsNamed(Words.End)) ?? stamps.FirstOrDefault();
        if (time is null)
            return null;

        roles[time.Index] = ColumnRole.Time;
        guesses.Add(Why(time, time.Stamp!, TimePatterns.Stamps));
        foreach (var other in columns.Where(c => c != time && (c.Stamp ?? c.Date ?? c.Clock) is not null))
            Other(other, time, roles, guesses);
        if (columns.FirstOrDefault(c => c != time && c.Epoch is not null && c.IsNamed([.. Words.Time, "unix", "epoch"])) is { } epoch)
            Ignore(epoch, roles, guesses, "why.time.same", time);
        Zone(columns, roles, zone, guesses, time.HasOffset);
        return new(TimeKind.Stamp, time.Stamp!.Text, time.HasOffset ? "UTC" : zone);
    }

    static void Other(ColumnFacts other, ColumnFacts time, ColumnRole[] roles, List<Guess> guesses)
    {
        if (other.Stamp is not null && other.IsNamed(Words.End))
        {
            roles[other.Index] = ColumnRole.End;
            guesses.Add(new($"column.{other.Index}", Confidence.Sure, "why.time.end", time.Label));
            return;
        }

        Ignore(other, roles, guesses, "why.time.same", time);
    }

    static void Ignore(ColumnFacts column, ColumnRole[] roles, List<Guess> guesses, string reason, ColumnFacts time)
    {
        roles[column.Index] = ColumnRole.Ignored;
        guesses.Add(new($"column.{column.Index}", Confidence.Sure, reason, time.Label));
        Done(column, roles);
    }

    /// <summary>Marks a column that is ignored on purpose, so that nobody takes it for a signal.</summary>
    static void Done(ColumnFacts column, ColumnRole[] roles) => roles[column.Index] = RoleFinder.IgnoredOnPurpose;

    static ImportTime? Split(IReadOnlyList<ColumnFacts> columns, ColumnRole[] roles, string zone, List<Guess> guesses)
    {
        var date = columns.FirstOrDefault(c => c.Date is not null);
        var clock = columns.FirstOrDefault(c => c.Clock is not null && !c.IsNamed(Words.End)) ?? columns.FirstOrDefault(c => c.Clock is not null);
        if (date is null || clock is null)
            return null;

        (roles[date.Index], roles[clock.Index]) = (ColumnRole.Date, ColumnRole.Clock);
        guesses.Add(Why(date, date.Date!, TimePatterns.Dates));
        guesses.Add(new($"column.{clock.Index}", Confidence.Sure, "why.time.clock", date.Label));
        foreach (var other in columns.Where(c => c != date && c != clock && (c.Date ?? c.Clock) is not null))
            Ignore(other, roles, guesses, "why.time.same", date);
        Zone(columns, roles, zone, guesses, false);
        return new(TimeKind.Stamp, $"{date.Date!.Text} {clock.Clock!.Text}", zone);
    }

    static ImportTime? Epoch(IReadOnlyList<ColumnFacts> columns, ColumnRole[] roles, List<Guess> guesses)
    {
        var epoch = columns.FirstOrDefault(c => c.Epoch is not null && c.IsNamed([.. Words.Time, "unix", "epoch"]))
            ?? columns.FirstOrDefault(c => c.Epoch is not null && c.Index == 0 && c.Header.Length == 0 && c.Distinct > 1);
        if (epoch?.Epoch is not { } kind)
            return null;
        roles[epoch.Index] = ColumnRole.Time;
        guesses.Add(new("time", Confidence.Likely, "why.time.epoch", epoch.Header, epoch.Cells[0]));
        return new(kind, Zone: "UTC");
    }

    static ImportTime? DateOnly(IReadOnlyList<ColumnFacts> columns, ColumnRole[] roles, string zone, List<Guess> guesses)
    {
        if (columns.FirstOrDefault(c => c.Date is not null) is not { } date)
            return null;
        roles[date.Index] = ColumnRole.Time;
        guesses.Add(Why(date, date.Date!, TimePatterns.Dates));
        Zone(columns, roles, zone, guesses, false);
        return new(TimeKind.Stamp, date.Date!.Text, zone);
    }

    static ImportTime? Cycle(IReadOnlyList<ColumnFacts> columns, ColumnRole[] roles, List<Guess> guesses)
    {
        if (columns.Count >= 3 && columns[1].IsCycleOf(columns[0]))
        {
            (roles[0], roles[1]) = (ColumnRole.Asset, ColumnRole.Cycle);
            guesses.Add(new("column.0", Confidence.Likely, "why.cycle.asset"));
            guesses.Add(new("time", Confidence.Unsure, "why.cycle.group"));
        }
        else if (columns.FirstOrDefault(c => c.IsRowNumber || (c.IsInteger && c.IsNamed(Words.Cycle))) is { } counter && columns.Count > 1)
        {
            roles[counter.Index] = ColumnRole.Cycle;
            guesses.Add(new("time", Confidence.Unsure, "why.cycle", counter.Label));
        }
        else
        {
            return null;
        }

        return new(TimeKind.Cycle, Zone: "UTC", Start: DefaultStart, StepSeconds: DefaultStep);
    }

    static ImportTime? None(List<Guess> guesses)
    {
        guesses.Add(new("time", Confidence.Unsure, "why.time.none"));
        return null;
    }

    static void Zone(IReadOnlyList<ColumnFacts> columns, ColumnRole[] roles, string zone, List<Guess> guesses, bool hasOffset)
    {
        var words = columns.Where(c => c.IsZone).ToList();
        var isFirst = !hasOffset;
        foreach (var word in words)
        {
            roles[word.Index] = isFirst ? ColumnRole.Zone : RoleFinder.IgnoredOnPurpose;
            guesses.Add(new($"column.{word.Index}", Confidence.Sure, isFirst ? "why.zone.column" : "why.zone.second"));
            isFirst = false;
        }

        guesses.Add(hasOffset ? new("zone", Confidence.Sure, "why.zone.offset")
            : words.Count > 0 ? new("zone", Confidence.Sure, "why.zone.column")
            : new("zone", Confidence.Likely, "why.zone.local", zone));
    }

    static Guess Why(ColumnFacts column, StampPattern pattern, StampPattern[] all)
    {
        var isAmbiguous = pattern.Text.StartsWith("dd/MM", StringComparison.Ordinal)
            && TimePatterns.FitAll(all, column.Cells).Any(p => p.Text.StartsWith("MM/dd", StringComparison.Ordinal));
        var fits = TimePatterns.Fits(pattern, column.Cells);
        var isWhole = fits == column.Cells.Count;
        var (confidence, reason) = isAmbiguous ? (Confidence.Unsure, "why.time.ambiguous")
            : isWhole ? (Confidence.Sure, "why.time.stamp") : (Confidence.Likely, "why.time.most");
        var example = column.Cells.First(c => pattern.TryParse(c, out _, out _));
        return new("time", confidence, reason, column.Label, example, pattern.Text, $"{fits}", $"{column.Cells.Count}");
    }
}
