using Werkstrom.Condition.Findings;
using Werkstrom.Learning.Health;

namespace Werkstrom.Condition.Health;

/// <summary>The health of one asset: what was learned, how it stands, and its last days. Changed by one thread at a time.</summary>
sealed class HealthEntry(int assetId, HealthSignals signals)
{
    const int DaysKept = 60, Told = 5, Drawn = 3, Day = 1440;

    readonly SortedDictionary<DateOnly, HealthDay> _days = [];
    HealthWatch? _watch;

    public int AssetId => assetId;

    public HealthSignals Signals { get; set; } = signals;

    /// <summary>What was learned; null when it was not enough.</summary>
    public HealthLesson? Lesson { get; private set; }

    /// <summary>Why nothing can be said; null while something can.</summary>
    public HealthGap? Gap { get; set; }

    /// <summary>Up to here minutes were judged; null before the first.</summary>
    public DateTimeOffset? JudgedTo { get; set; }

    /// <summary>When it was learned last, successfully or not.</summary>
    public DateTimeOffset? LearnedAt { get; set; }

    /// <summary>The newest sample that was there then.</summary>
    public DateTimeOffset? LearnedTo { get; set; }

    /// <summary>Nothing is said before: it was repaired and is run in.</summary>
    public DateTimeOffset QuietUntil { get; set; }

    /// <summary>The finding that lasts; null while the asset is well.</summary>
    public HealthAlarm? Alarm { get; private set; }

    /// <summary>The newest of what could be said.</summary>
    public HealthStanding? Now { get; private set; }

    /// <summary>What it did last, as its signal of states said; NaN where that is not known.</summary>
    public double State { get; private set; } = double.NaN;

    /// <summary>The regime of the last minute; −1 where it was not learned.</summary>
    public int Regime { get; private set; } = -1;

    /// <summary>Signals that slowly moved away.</summary>
    public IReadOnlyList<DriftFigure> Drifts { get; set; } = [];

    public IReadOnlyCollection<HealthDay> Days => _days.Values;

    /// <summary>How many times the limit counts.</summary>
    public double Easing { get; set; } = 1;

    public HealthWatch? Watch => _watch;

    /// <summary>Takes a lesson; the last minutes, and all since an alarm that lasts, are seen by it at once, so that the alarm goes on.</summary>
    /// <param name="lesson">What was learned.</param>
    /// <param name="rows">Minutes up to now.</param>
    /// <param name="end">The first row that is not known yet.</param>
    /// <param name="since">Nothing before is seen, as after a repair.</param>
    public void Take(HealthLesson lesson, HealthRows rows, int end, DateTimeOffset since)
    {
        Restore(lesson, new(lesson.Model) { Easing = Easing }, double.NaN);
        for (var i = FirstSeen(rows, end); i < end; i++)
        {
            if (rows.EndOf(i) > since)
                See(rows.EndOf(i), rows.Values[i], rows.States[i]);
            State = rows.States[i];
        }
    }

    // a machine that has stood since it was seen to be unwell shows nothing of it in its last days
    int FirstSeen(HealthRows rows, int end)
    {
        var last = end - (3 * Day);
        return Math.Max(0, Alarm is { } alarm ? Math.Min(last, (int)((alarm.At - rows.From) / HealthRows.Minute) - Day) : last);
    }

    /// <summary>Goes on from what was saved.</summary>
    public void Restore(HealthLesson lesson, HealthWatch watch, double state)
    {
        (Lesson, Gap, _watch, State) = (lesson, null, watch, state);
        watch.Easing = Easing;
    }

    public void RestoreStanding(HealthAlarm? alarm, HealthStanding? now, IEnumerable<HealthDay> days)
    {
        (Alarm, Now) = (alarm, now);
        foreach (var day in days)
            _days[day.Day] = day;
    }

    /// <summary>Forgets how it stood, as after a repair; what was learned stays.</summary>
    public void Fresh(DateTimeOffset until)
    {
        QuietUntil = until;
        if (Lesson is { } lesson)
            _watch = new(lesson.Model) { Easing = Easing };
    }

    /// <summary>Judges one minute.</summary>
    /// <returns>What can be said; null where nothing can.</returns>
    public HealthReading? Judge(DateTimeOffset at, double[] row, double state)
    {
        if (at <= QuietUntil)
        {
            (State, Regime) = (state, -1);
            return null;
        }

        _watch!.Easing = Easing;
        var reading = See(at, row, state);
        if (reading is null)
            return null;
        Now = new(at, reading.Index, reading.Since, reading.Alarm, reading.Regime, Parts(reading, row));
        Note(at, Now);
        return reading;
    }

    /// <summary>The finding of an alarm that begins.</summary>
    public Finding Begin(DateTimeOffset at, bool isPast) => new()
    {
        AssetId = assetId,
        Kind = FindingKind.Health,
        At = at,
        Since = Now!.Since ?? at,
        Score = HealthWatch.ShareOf(Now.Index) / Easing,
        Value = Now.Index,
        First = Now.Index,
        Worst = Now.Index,
        Usual = HealthWatch.IndexOf(Easing),
        Parts = [.. Now.Parts.Take(Told)],
        IsPast = isPast,
    };

    public void Alarmed(HealthAlarm? alarm) => Alarm = alarm;

    /// <summary>Notes the worst of the alarm that lasts, and the signals as they were when they showed it best.</summary>
    public void Follow()
    {
        if (Alarm is { } alarm && Now is { } now)
        {
            Alarm = alarm with
            {
                Worst = alarm.Worst <= now.Index ? alarm.Worst : now.Index,
                Parts = alarm.Parts.Count == 0 || Reach(now.Parts) > Reach(alarm.Parts) ? [.. now.Parts.Take(Told)] : alarm.Parts,
            };
        }
    }

    // a machine that stands is as bad as it was by its tiny scatter, but "0.19 mm/s" says nothing to anybody: how far the first signal is off in the
    // greatest scatter that is usual of it in any way of running
    double Reach(IReadOnlyList<FindingPart> parts)
    {
        if (parts is not [{ Value: { } value, Usual: { } usual } first, ..] || Lesson is not { } lesson)
            return 0;
        var column = Array.FindIndex(lesson.Columns, c => Signals.Sensors[c] == first.SignalId);
        var scatter = column < 0 ? 0 : lesson.Model.Regimes.Max(r => lesson.Model.Usual(r, column)?.Scatter ?? 0);
        return scatter > 0 ? Math.Abs(value - usual) / scatter : 0;
    }

    /// <summary>How its finding is now: the newest while it lasts, the worst when it is over.</summary>
    /// <returns>Whether a reader would see a difference.</returns>
    public bool Tell(Finding finding, HealthAlarm alarm, bool isOver)
    {
        if (Now is not { } now || alarm.Worst is not { } worst)
            return false;
        // as it is now, unless it shows far less just now, as when it stands
        var (value, parts) = isOver ? (worst, alarm.Parts) : (now.Index, 2 * Reach(now.Parts) >= Reach(alarm.Parts) ? [.. now.Parts.Take(Told)] : alarm.Parts);
        if (!isOver && Math.Abs(value - finding.Value ?? 0) < 0.5 && !(worst < finding.Worst - 0.5))
            return false;
        (finding.Value, finding.Worst) = (value, Math.Min(finding.Worst ?? worst, worst));
        (finding.Score, finding.Parts) = (Math.Max(finding.Score, HealthWatch.ShareOf(worst) / Easing), parts.Count > 0 ? parts : finding.Parts);
        return true;
    }

    HealthReading? See(DateTimeOffset at, double[] row, double state)
    {
        var judged = Array.ConvertAll(Lesson!.Columns, c => row[c]);
        Regime = HealthLearner.RegimeOf(Lesson.Regimes, judged, state, State);
        State = state;
        return Regime < 0 ? null : _watch!.See(at, judged, Regime);
    }

    List<FindingPart> Parts(HealthReading reading, double[] row) =>
    [
        .. Lesson!.Columns.Index().OrderByDescending(c => reading.Contributions[c.Index])
            .Where((c, rank) => rank < Drawn || reading.Contributions[c.Index] > 0.005)
            .Select(c => Part(reading, c.Index, row[c.Item])),
    ];

    FindingPart Part(HealthReading reading, int column, double seen)
    {
        var usual = Lesson!.Model.Usual(reading.Regime, column);
        var value = usual is { } u ? u.Mean + (reading.Deviations[column] * u.Scatter) : seen; // smoothed, as it was judged
        return new(
            Signals.Sensors[Lesson.Columns[column]], reading.Contributions[column], double.IsFinite(value) ? value : null, usual?.Mean,
            reading.Deviations[column]);
    }

    void Note(DateTimeOffset at, HealthStanding now)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        if (!_days.TryGetValue(day, out var was) || now.Index < was.Worst)
            _days[day] = new(day, now.Index, [.. now.Parts.Take(3).Select(p => new DayPart(p.SignalId, p.Share))]);
        if (_days.Count > DaysKept)
            _days.Remove(_days.Keys.First());
    }
}

/// <summary>How an asset stands.</summary>
/// <param name="At">When the minute that says so was over.</param>
/// <param name="Index">0 to 100.</param>
/// <param name="Since">Since when it has been beyond the limit; null when it is not.</param>
/// <param name="IsAlarm">It lasts.</param>
/// <param name="Regime">In which way of running that shows.</param>
/// <param name="Parts">The signals that have to do with it, the strongest first.</param>
sealed record HealthStanding(DateTimeOffset At, double Index, DateTimeOffset? Since, bool IsAlarm, int Regime, IReadOnlyList<FindingPart> Parts);

/// <summary>An alarm that lasts.</summary>
/// <param name="At">When it began to last.</param>
/// <param name="FindingId">Number of its finding.</param>
/// <param name="Worst">The lowest index of it so far; null before the first minute after it was told.</param>
sealed record HealthAlarm(DateTimeOffset At, long FindingId, double? Worst = null)
{
    /// <summary>The signals that showed it then, the strongest first.</summary>
    public IReadOnlyList<FindingPart> Parts { get; init; } = [];
}

/// <summary>The worst minute of a day.</summary>
sealed record HealthDay(DateOnly Day, double Worst, IReadOnlyList<DayPart> Parts);

/// <summary>The share of a signal in it.</summary>
sealed record DayPart(int SignalId, double Share);
