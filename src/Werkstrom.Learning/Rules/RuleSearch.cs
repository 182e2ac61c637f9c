namespace Werkstrom.Learning.Rules;

/// <summary>The search for one rule after the other over the same rows.</summary>
sealed class RuleSearch
{
    const int Beam = 40; // single conditions that get a second one
    const int Most = 8; // signals of which figures of three are made
    const double EachSignal = 0.99; // what a rule is worth when it needs one signal more, or a limit more
    const string ForAll = "";
    static readonly bool[] BothWays = [true, false];

    readonly Term[] _terms;
    readonly double[][] _figures;
    readonly int[][] _orders; // rows by figure, rising; without those that are missing
    readonly bool[] _events;
    readonly bool[] _open; // events that no rule says yet
    readonly string[] _categories;
    readonly string[] _kinds;
    double _share; // of the events still open

    public RuleSearch(IReadOnlyList<string> names, IReadOnlyList<double[]> columns, bool[] events, string[] categories)
    {
        (_events, _open, _categories, _kinds) = (events, [.. events], categories, [.. categories.Distinct().Order(StringComparer.Ordinal)]);
        _terms = [.. Term.All(names, names.Count <= Most)];
        (_figures, _orders) = (new double[_terms.Length][], new int[_terms.Length][]);
        Parallel.For(0, _terms.Length, t =>
        {
            _figures[t] = [.. Enumerable.Range(0, events.Length).Select(row => _terms[t].Of(s => columns[s][row]))];
            _orders[t] = [.. Enumerable.Range(0, events.Length).Where(r => !double.IsNaN(_figures[t][r])).OrderBy(r => _figures[t][r]).ThenBy(r => r)];
        });
    }

    /// <summary>The rule that is worth most for the events still open; null where none is good enough.</summary>
    public Rule? Best(RuleOptions options)
    {
        if (!_open.Contains(true))
            return null;
        _share = (double)_open.Count(o => o) / _open.Length;
        var all = new bool[_events.Length];
        Array.Fill(all, true);
        var singles = Conditions(all);
        var firsts = singles.OrderByDescending(f => f.Worth).DistinctBy(f => (f.Term, f.Condition.IsAbove, f.Condition.Limits.Count)).Take(Beam).ToArray();
        var pairs = new Found[firsts.Length][];
        Parallel.For(0, firsts.Length, i => pairs[i] = [Second(firsts[i])]);
        var found = firsts.Select(f => (Worth: f.Worth, Conditions: new[] { f.Condition }))
            .Concat(pairs.SelectMany((p, i) => p.Select(s => (Worth: s.Worth * EachSignal, Conditions: new[] { s.First!, s.Condition }))))
            .MaxBy(f => f.Worth);
        if (found.Conditions is null)
            return null;
        var rows = Enumerable.Range(0, _events.Length).Where(r => found.Conditions.All(c => Holds(c, r))).ToArray();
        Rule rule = new(found.Conditions, rows.Count(r => _open[r]), rows.Count(r => !_events[r]));
        return rule.Hits >= options.Hits && rule.Hits >= options.Precision * (rule.Hits + rule.False) ? rule : null;
    }

    /// <summary>The events that a rule says are no longer open.</summary>
    public void Cover(Rule rule)
    {
        for (var r = 0; r < _open.Length; r++)
            _open[r] &= !rule.Conditions.All(c => Holds(c, r));
    }

    bool Holds(Condition condition, int row) => condition.Holds(_figures[Array.IndexOf(_terms, condition.Term)][row], _categories[row]);

    // the second condition is looked for where the first holds, then the first anew where the second does, as it came alone before
    Found Second(Found first)
    {
        var second = Conditions(Where(first.Condition)).MaxBy(f => f.Worth)!;
        for (var round = 0; round < 2; round++)
        {
            var again = Of(first.Term, Where(second.Condition), first.Condition.IsAbove, IsByCategory(first));
            var other = Of(second.Term, Where(again.Condition), second.Condition.IsAbove, IsByCategory(second));
            if (other.Worth <= second.Worth)
                break;
            (first, second) = (again, other);
        }

        return second with { First = first.Condition, Worth = second.Worth * Cost(first) };
    }

    static bool IsByCategory(Found found) => !found.Condition.Limits.ContainsKey(ForAll);

    static double Cost(Found found) => Math.Pow(EachSignal, found.Condition.Term.Signals.Count - 1 + Math.Max(0, found.Condition.Limits.Count - 1));

    bool[] Where(Condition condition)
    {
        var figures = _figures[Array.IndexOf(_terms, condition.Term)];
        return [.. Enumerable.Range(0, figures.Length).Select(r => condition.Holds(figures[r], _categories[r]))];
    }

    List<Found> Conditions(bool[] rows)
    {
        var each = new List<Found>[_terms.Length];
        Parallel.For(0, _terms.Length, t =>
        {
            each[t] = [];
            foreach (var above in BothWays)
            {
                each[t].Add(Of(t, rows, above, byCategory: false));
                if (_kinds.Length > 1)
                    each[t].Add(Of(t, rows, above, byCategory: true));
            }
        });
        return [.. each.SelectMany(e => e)];
    }

    // the best limit of a figure, for all rows or for each category
    Found Of(int term, bool[] rows, bool above, bool byCategory)
    {
        Dictionary<string, double> limits = [];
        var (hits, said) = (0, 0);
        foreach (var kind in byCategory ? _kinds : [ForAll])
        {
            var (limit, ofHits, ofSaid) = Limit(term, rows, above, kind);
            if (ofHits > 0 || !byCategory)
                limits[kind] = limit; // a category without event has no limit: nothing is said of it
            (hits, said) = (hits + ofHits, said + ofSaid);
        }

        Condition condition = new(_terms[term], above, limits);
        return new(term, condition, Worth(hits, said) * Math.Pow(EachSignal, _terms[term].Signals.Count - 1 + Math.Max(0, limits.Count - 1)), null);
    }

    (double Limit, int Hits, int Said) Limit(int term, bool[] rows, bool above, string kind)
    {
        var (order, figures) = (_orders[term], _figures[term]);
        (double Limit, int Hits, int Said) best = (above ? double.MaxValue : double.MinValue, 0, 0);
        var (hits, said, worth, last) = (0, 0, 0.0, -1);
        for (var i = 0; i < order.Length; i++)
        {
            var row = order[above ? order.Length - 1 - i : i];
            if (!rows[row] || (kind.Length > 0 && _categories[row] != kind) || (_events[row] && !_open[row]))
                continue;
            if (last >= 0 && figures[row] != figures[last] && Worth(hits, said) > worth)
                (best, worth) = (((figures[row] / 2) + (figures[last] / 2), hits, said), Worth(hits, said));
            (hits, said, last) = (hits + (_open[row] ? 1 : 0), said + 1, row);
        }

        return best;
    }

    // FOIL's gain: hits times what is learned by each, with one row more that is as all are
    double Worth(int hits, int said) =>
        hits * Math.Log2((hits + _share) / (said + 1) / _share);

    sealed record Found(int Term, Condition Condition, double Worth, Condition? First);
}
