using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Health;

/// <summary>
/// Walks through the stored past of an asset as if it were live: at each instant it knows what had come by then, and learns anew as the days go.
/// </summary>
sealed class HealthWalk(HealthEntry entry, HealthRows rows, HealthSpans spans, int historyDays)
{
    readonly List<Finding> _findings = [];
    DateTimeOffset _next;
    DateTimeOffset _fresh;
    Finding? _lasting;

    /// <summary>The index of each minute of which something could be said.</summary>
    public List<(DateTimeOffset At, double Index)> Index { get; } = [];

    /// <summary>What was found, oldest first; the last may last.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Walks to the end.</summary>
    /// <param name="now">What is found more than a day before is past.</param>
    /// <param name="stop">Ends it.</param>
    public void Run(DateTimeOffset now, CancellationToken stop)
    {
        _next = rows.From + TimeSpan.FromDays(HealthLearner.LeastDays);
        for (var i = 0; i < rows.Count; i++)
        {
            var at = rows.EndOf(i);
            if (i > 0 && spans.RepairIn(rows.EndOf(i - 1), at) is { } repaired)
                Repaired(repaired);
            if (at > _next && at > entry.QuietUntil)
            {
                stop.ThrowIfCancellationRequested();
                Learn(i);
            }

            if (entry.Lesson is not null && rows.IsSeen(i))
                Judge(i, at, now);
        }

        Tell(isOver: false);
        entry.JudgedTo = rows.Count > 0 ? rows.EndOf(rows.Count - 1) : null;
    }

    void Repaired(DateTimeOffset at)
    {
        _fresh = at + HealthSpans.RunIn;
        entry.Fresh(_fresh);
        _next = _fresh; // and learned anew
        End(at);
    }

    void Learn(int row)
    {
        var at = rows.EndOf(row - 1);
        var (lesson, gap) = HealthLearner.Learn(entry.Signals, rows, row, historyDays, spans with { Findings = [.. spans.Findings, .. _findings.Where(f => !Judged(f))] });
        if (lesson is not null)
            entry.Take(lesson, rows, row, _fresh);
        else if (entry.Lesson is null)
            entry.Gap = gap;
        entry.LearnedAt = at;

        // in the past the more seldom the more is known; it would be every day
        var days = lesson?.Facts.Days ?? 0;
        _next = at + TimeSpan.FromDays(Math.Max(1, 0.2 * days));
    }

    // what a person said of it was said of the same finding when it was walked before
    bool Judged(Finding finding) => spans.Findings.Any(f => f.Kind == finding.Kind && f.At == finding.At);

    void Judge(int row, DateTimeOffset at, DateTimeOffset now)
    {
        if (entry.Judge(at, rows.Values[row], rows.States[row]) is not { } reading)
            return;
        Index.Add((at, reading.Index));
        if (reading.Alarm && _lasting is null)
        {
            _findings.Add(_lasting = entry.Begin(at, now - at > TimeSpan.FromDays(1)));
            entry.Alarmed(new(at, 0));
        }

        if (!reading.Alarm)
            End(at);
        else
            entry.Follow();
    }

    void End(DateTimeOffset at)
    {
        if (_lasting is null)
            return;
        Tell(isOver: true);
        _lasting.EndedAt = at;
        _lasting = null;
        entry.Alarmed(null);
    }

    void Tell(bool isOver)
    {
        if (_lasting is not null && entry.Alarm is { } alarm)
            entry.Tell(_lasting, alarm, isOver);
    }
}
