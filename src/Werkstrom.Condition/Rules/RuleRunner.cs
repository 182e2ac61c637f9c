using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Watching;
using Werkstrom.Learning.Limits;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Rules;

/// <summary>One rule at work on one subject, live and over the past alike. Values are compared in the unit of the limit, so that a signal may be shown in another one meanwhile.</summary>
sealed class RuleRunner
{
    readonly ConditionRule _rule;
    readonly Learning.Rules.Condition[] _conditions;
    readonly Dictionary<int, double> _last = [];
    readonly Dictionary<int, long> _newest = [];
    readonly List<(long At, int Number, double Value)> _waiting = [];

    public RuleRunner(ConditionRule rule, RuleSubject subject)
        : this(rule, subject, new(rule.Evaluated()))
    {
    }

    RuleRunner(ConditionRule rule, RuleSubject subject, RuleWatch watch)
    {
        (_rule, Subject, Watch) = (rule, subject, watch);
        _conditions = rule.Kind == ConditionRuleKind.Terms ? [.. TermRule.Read(rule.Terms).Conditions.Select(c => c.Evaluated())] : [];
    }

    /// <summary>What it watches; replaced when a signal changed.</summary>
    public RuleSubject Subject { get; set; }

    /// <summary>The state.</summary>
    public RuleWatch Watch { get; }

    /// <summary>The first figure of a rule of terms when all of it last began to hold; NaN when it never did.</summary>
    public double Figure { get; private set; } = double.NaN;

    /// <summary>Whether the conditions of a rule of terms hold.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Writes the state.</summary>
    public void Save(BinaryWriter to)
    {
        var watch = Watch.Save();
        to.Write(watch.Length);
        to.Write(watch);
        to.Write(Figure);
        to.Write(IsHeld);
        to.Write(_last.Count);
        foreach (var (number, value) in _last)
        {
            to.Write(number);
            to.Write(value);
        }

        to.Write(_waiting.Count);
        foreach (var (at, number, value) in _waiting)
        {
            to.Write(at);
            to.Write(number);
            to.Write(value);
        }
    }

    /// <summary>Goes on from a saved state.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static RuleRunner Load(ConditionRule rule, RuleSubject subject, BinaryReader from)
    {
        RuleRunner runner = new(rule, subject, RuleWatch.Load(rule.Evaluated(), from.ReadBytes(from.ReadInt32())))
        {
            Figure = from.ReadDouble(),
            IsHeld = from.ReadBoolean(),
        };
        for (var left = from.ReadInt32(); left > 0; left--)
            runner._last[from.ReadInt32()] = from.ReadDouble();
        for (var left = from.ReadInt32(); left > 0; left--)
            runner._waiting.Add((from.ReadInt64(), from.ReadInt32(), from.ReadDouble()));
        foreach (var (at, number, _) in runner._waiting)
            runner._newest[number] = at;
        return runner;
    }

    /// <summary>Sees new samples.</summary>
    /// <param name="news">Of its signals, by their numbers.</param>
    /// <param name="upto">
    /// Of several signals: up to when all samples are there. What is newer than this and than the newest sample of any of them waits, since signals of
    /// one instant may come one after another.
    /// </param>
    /// <returns>What began and ended, in order.</returns>
    public List<RuleChange> See(IReadOnlyDictionary<int, SignalNews> news, DateTimeOffset upto)
    {
        List<RuleChange> changes = [];
        if (_rule.Kind == ConditionRuleKind.Terms)
        {
            Merge(news, Micros.Of(upto), changes);
        }
        else if (news.TryGetValue(Subject.Inputs[0].Signal.Id, out var own))
        {
            for (var i = 0; i < own.Instants.Length; i++)
                changes.AddRange(Watch.See(Micros.ToInstant(own.Instants[i]), Subject.Inputs[0].ToRule.Of(own.Values[i])));
        }

        return changes;
    }

    /// <summary>A finding of a beginning.</summary>
    public Finding Find(RuleChange began, bool isPast)
    {
        var (value, usual, score) = Figures(began);
        return new()
        {
            AssetId = Subject.AssetId,
            SignalId = Subject.SignalId,
            Kind = FindingKind.Rule,
            At = began.At,
            Since = began.Since,
            Score = score,
            Value = double.IsFinite(value) ? value : null,
            Usual = double.IsFinite(usual) ? usual : null,
            RuleId = _rule.Id,
            IsPast = isPast,
        };
    }

    // several signals: their samples in order of time, and the conditions after each instant
    void Merge(IReadOnlyDictionary<int, SignalNews> news, long upto, List<RuleChange> changes)
    {
        foreach (var input in Subject.Inputs)
        {
            if (news.TryGetValue(input.Signal.Id, out var own))
                Wait(input, own);
        }

        if (_newest.Count == Subject.Inputs.Count)
            upto = Math.Max(upto, _newest.Values.Min());
        _waiting.Sort(static (a, b) => (a.At, a.Number).CompareTo((b.At, b.Number)));
        var next = 0;
        while (next < _waiting.Count && _waiting[next].At <= upto)
        {
            var at = _waiting[next].At;
            for (; next < _waiting.Count && _waiting[next].At == at; next++)
                _last[_waiting[next].Number] = _waiting[next].Value;
            changes.AddRange(Watch.See(Micros.ToInstant(at), Holds() ? 1 : 0));
        }

        _waiting.RemoveRange(0, next);
    }

    void Wait(RuleInput input, SignalNews own)
    {
        for (var i = 0; i < own.Instants.Length; i++)
        {
            if (_newest.TryGetValue(input.Number, out var newest) && own.Instants[i] <= newest)
                continue;
            _newest[input.Number] = own.Instants[i];
            _waiting.Add((own.Instants[i], input.Number, input.ToRule.Of(own.Values[i])));
        }
    }

    bool Holds()
    {
        var holds = Array.TrueForAll(_conditions, c => c.Holds(Value, ""));
        if (holds && !IsHeld)
            Figure = _conditions[0].Term.Of(Value);
        return IsHeld = holds;
    }

    double Value(int number) => _last.GetValueOrDefault(number, double.NaN);

    (double Value, double Usual, double Score) Figures(RuleChange began)
    {
        if (_rule.Kind == ConditionRuleKind.NoData)
        {
            var silent = (began.At - began.Since).TotalSeconds;
            return (silent, _rule.Window.TotalSeconds, 1);
        }

        if (_rule.Kind == ConditionRuleKind.Terms)
        {
            var limit = _conditions[0].Limits[""];
            return (Figure, limit, Beyond(Figure, limit, 0));
        }

        var input = Subject.Inputs[0];
        var score = Beyond(began.Value, _rule.Limit, _rule.Release is { } release ? Math.Abs(_rule.Limit - release) : 0);
        return _rule.Kind is ConditionRuleKind.Rise or ConditionRuleKind.Fall
            ? (began.Value / input.ToRule.Factor, _rule.Limit / input.ToRule.Factor, score)
            : (input.Shown(began.Value), input.Shown(_rule.Limit), score);
    }

    // 1 at the limit, 2 at twice the limit; where the limit is 0, the way to the release counts
    static double Beyond(double value, double limit, double width) =>
        double.IsFinite(value) && Math.Max(Math.Abs(limit), width) is > 0 and var scale ? 1 + Math.Min(1_000, Math.Abs(value - limit) / scale) : 1;
}
