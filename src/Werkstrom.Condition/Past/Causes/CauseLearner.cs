using Werkstrom.Learning.Rules;

namespace Werkstrom.Condition.Past.Causes;

/// <summary>Learns short rules in physical terms, and tells them only when they hold for what they have not seen.</summary>
static class CauseLearner
{
    /// <summary>Fewer occurrences could be anything.</summary>
    public const int LeastEvents = 3;

    const int LeastHealthy = 50, Folds = 5;
    const double LeastRecall = 0.5, MostFalse = 0.05;

    /// <summary>Learns from all rows, and checks the way of learning on fifths of the rows that were left out.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="stop">Ends it between two steps.</param>
    public static LearnedCauses Learn(CauseTable table, CancellationToken stop)
    {
        LearnedCauses Nothing(NoCause why, CauseCheck? check = null) => new(table, [], check, why);
        if (table.Names.Count == 0)
            return Nothing(NoCause.NoSignals);
        if (table.Occurred < LeastEvents)
            return Nothing(NoCause.FewEvents);
        if (table.Events.Count(e => !e) < LeastHealthy)
            return Nothing(NoCause.FewHealthy);
        var rules = Rules(table);
        if (rules.Count == 0)
            return Nothing(NoCause.NoRule);
        var check = Check(table, stop);
        return check.Recall >= LeastRecall && check.FalseShare <= MostFalse ? new(table, rules, check, null) : Nothing(NoCause.NotConfirmed, check);
    }

    static IReadOnlyList<Rule> Rules(CauseTable table) => RuleLearner.Learn(
        table.Names, table.Columns, table.Events, table.Categories, new() { Hits = Math.Min(5, Math.Max(2, table.Events.Count(e => e) / 2)) });

    // groups with events and without are dealt out in turn, so that each fold has some of both
    static CauseCheck Check(CauseTable table, CancellationToken stop)
    {
        var events = table.Groups.Where((_, row) => table.Events[row]).Distinct().Order().ToList();
        var others = table.Groups.Distinct().Except(events).Order().ToList();
        var fold = events.Select((g, i) => (g, i % Folds)).Concat(others.Select((g, i) => (g, i % Folds))).ToDictionary();
        HashSet<int> said = [];
        var wrong = 0;
        for (var left = 0; left < Folds; left++)
        {
            stop.ThrowIfCancellationRequested();
            var learned = table.Take([.. Enumerable.Range(0, table.Events.Length).Where(row => fold[table.Groups[row]] != left)]);
            if (!learned.Events.Contains(true) || !learned.Events.Contains(false))
                continue;
            var rules = Rules(learned);
            foreach (var row in Enumerable.Range(0, table.Events.Length).Where(row => fold[table.Groups[row]] == left && Holds(table, row, rules)))
            {
                if (table.Events[row])
                    said.Add(table.Groups[row]);
                else
                    wrong++;
            }
        }

        return new(said.Count, events.Count - said.Count, wrong, table.Events.Count(e => !e));
    }

    static bool Holds(CauseTable table, int row, IReadOnlyList<Rule> rules) =>
        rules.Any(rule => rule.Holds(signal => table.Columns[signal][row], table.Categories?[row] ?? ""));
}
