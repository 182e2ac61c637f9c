using Werkstrom.Condition.Plant;
using Werkstrom.Learning.Profile;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Past;

/// <summary>Looks for past situations, of the same machine and of its kind, that were unusual in the same way.</summary>
/// <remarks>
/// Compared is what is unusual: each value less what is usual at its time (<see cref="Usual"/>), each signal in units of its usual scatter.
/// <c>likeness = 100 % × (1 − how far the past is from the present / how far the present is from usual)</c>, both as root mean square over all
/// signals and steps. 100 %: the same course. 0 %: no nearer than usual operation. From 50 % on a situation is shown.
/// Where a state signal says what the machine does, only time in which it works is compared: idle time would outweigh
/// wear. Where that finds nothing, all time is compared.
/// </remarks>
sealed class SimilarSearch(PlantData data, Endings endings, Sisters sisters, RunningTime running)
{
    /// <summary>From here on a situation is alike, share.</summary>
    public const double Alike = 0.5;

    const int MostFound = 6, Tried = 40;
    const double LeastHorizon = 7;

    /// <summary>What the past says of a case. Nothing after its last sign is looked at.</summary>
    public async Task<SimilarAnswer> FindAsync(CaseQuestion question, CancellationToken stop)
    {
        if (question.Signals.Count == 0)
            return new(question, null, LeastHorizon, 0, 0, [], NoAnswer.NoSignal);
        var answers = await RunningAsync(question, stop);
        if (answers.Exists(a => a.Found.Count > 0))
            return Best(answers, question);
        foreach (var same in LookLength.Of(question.Signals, question.At - question.Since).GroupBy(l => l.Step))
        {
            var courses = await ReadAsync(question, same.First(), stop);
            foreach (var length in same)
                answers.Add(await CompareAsync(question, length, courses, null, stop));
        }

        return Best(answers, question);
    }

    // more that is alike is better, then a length like the episode's; of nothing, what came furthest
    static SimilarAnswer Best(List<SimilarAnswer> answers, CaseQuestion question) =>
        answers.MaxBy(a => (a.Found.Count, a.Why is { } why ? (int)why : 0, -LookLength.Unlike(a.Length!.Value, question.At - question.Since)))!;

    async Task<List<SimilarAnswer>> RunningAsync(CaseQuestion question, CancellationToken stop)
    {
        List<SimilarAnswer> answers = [];
        foreach (var same in LookLength.Running(question.Signals).GroupBy(l => (Step: l.Step / l.Joined, l.Joined)))
        {
            var range = RangeOf(question, same.First());
            var machines = await running.ReadAsync(question, range, same.Key.Step, stop);
            if (machines.Count == 0 || await running.WorkingAsync(question, machines[0], range, stop) is not { } state)
                continue;
            List<Course> courses = [.. machines.Select(m => m.In(state, same.Key.Joined))];
            foreach (var length in same)
                answers.Add(await CompareAsync(question, length, courses, state, stop));
        }

        return answers;
    }

    static TimeRange RangeOf(CaseQuestion question, LookLength length)
    {
        var after = question.At.AddTicks(TimeSpan.TicksPerMicrosecond); // the last sign itself is in
        return new(after - length.Reach, after);
    }

    // the machine's own first; hourly figures of ten years take about half a second a machine
    async Task<List<Course>> ReadAsync(CaseQuestion question, LookLength length, CancellationToken stop)
    {
        List<Course> courses = [];
        foreach (var signals in sisters.Of(question).Prepend(question.Signals))
            courses.Add(Course.Of(signals, await data.ReadAsync(signals, RangeOf(question, length), length.Step, stop)));
        return courses;
    }

    async Task<SimilarAnswer> CompareAsync(CaseQuestion question, LookLength length, List<Course> courses, string? state, CancellationToken stop)
    {
        Present present = new(courses[0], length);
        SimilarAnswer answer = new(
            question, length.Length, Math.Max(LeastHorizon, 2 * length.Length.TotalDays), courses.Sum(c => c.Days), courses.Count(c => c.Days > 0), [], null, state);
        if (!present.IsMeasured)
            return answer with { Why = NoAnswer.NoSamples };
        if (!present.HasPast)
            return answer with { Why = NoAnswer.ShortHistory };
        if (present.Size < 1)
            return answer with { Why = NoAnswer.NothingUnusual };
        List<Near> near = [.. courses.SelectMany((course, i) => Nearest(present, course, i == 0 ? Before(course, present, question) : course.Count, length))];
        var found = await EndAsync(question, present, near, answer.HorizonDays, length, stop);
        return answer with { Found = found, Why = found.Count == 0 ? NoAnswer.NothingAlike : null };
    }

    // the beginning of the same episode is no other situation
    static int Before(Course course, Present present, CaseQuestion question)
    {
        var end = present.Start;
        while (end > 0 && course.EndOf(end - 1) > question.Since)
            end--;
        return end;
    }

    static IEnumerable<Near> Nearest(Present present, Course course, int end, LookLength length)
    {
        var last = end - length.Width;
        if (last < 0)
            return [];
        double[] unlike = [.. present.LikenessOf(course).Take(last + 1).Select(l => l >= Alike ? 1 - l : double.NaN)];
        return Situations.Nearest(unlike, Tried, length.Width - 1).Select(n => new Near(course, n.At, 1 - n.Distance));
    }

    async Task<IReadOnlyList<SimilarSituation>> EndAsync(
        CaseQuestion question, Present present, List<Near> near, double horizonDays, LookLength length, CancellationToken stop)
    {
        List<SimilarSituation> found = [];
        HashSet<long> failures = [];
        Dictionary<int, History> histories = [];
        foreach (var (course, at, likeness) in near.OrderByDescending(n => n.Likeness).ThenBy(n => n.At))
        {
            if (found.Count == MostFound)
                break;
            var asset = course.Signals[0].AssetId;
            if (!histories.TryGetValue(asset, out var history))
                histories[asset] = history = await endings.OfAsync(asset, question, stop);
            var (from, to) = (course.At(at), course.EndOf(at + length.Width - 1));
            var end = history.After(from, to, TimeSpan.FromDays(horizonDays));
            // what was no situation but the failure itself does not count, nor a failure twice
            if (end is null || (end.Failure is { } failure && !failures.Add(failure.RecordId)))
                continue;
            found.Add(new(history.Machine, from, to, Math.Round(100 * likeness, 1), end.Ending, end.Failure, end.Mode, present.Lines(course, at)));
        }

        return found;
    }

    sealed record Near(Course Course, int At, double Likeness);
}
