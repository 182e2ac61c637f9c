using Microsoft.EntityFrameworkCore;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>The rules of topics: read at the start, changed one by one or as a whole, undone step by step.</summary>
sealed class TopicRuleBook(IDbContextFactory<ConnectDb> databases, TopicEdition edition, TimeProvider time) : IDisposable
{
    readonly SemaphoreSlim _gate = new(1);
    TopicRuleSet _current = TopicRuleSet.Empty;

    /// <summary>The rules in force.</summary>
    public TopicRuleSet Current => Volatile.Read(ref _current);

    /// <summary>Reads the rules from the registry.</summary>
    public async Task LoadAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var rows = await db.TopicRules.AsNoTracking().OrderBy(rule => rule.Id).ToListAsync(stop);
        // a rule that this version does not understand is kept, but not in force
        List<TopicRuleView> rules = [.. rows.Select(TopicRuleView.Of).Select(rule => TopicRuleParser.Parse(rule.Text, out _) is null ? rule with { IsOn = false } : rule)];
        Publish(TopicRuleSet.Of(rules, out _) ?? TopicRuleSet.Empty);
    }

    /// <summary>Adds a rule, or changes the one of its number. It holds for messages from now on.</summary>
    public Task<RuleChange> PutAsync(TopicRuleView rule, string by, CancellationToken stop) => ChangeAsync(rules =>
    {
        var at = rules.FindIndex(known => known.Id == rule.Id);
        if (at < 0 && rule.Id != 0)
            return null;
        if (at < 0)
            rules.Add(rule.Tidy());
        else
            rules[at] = rule.Tidy();
        return at < 0 ? rules.Count - 1 : at;
    }, by, stop);

    /// <summary>Takes a rule away; <see cref="UndoAsync"/> brings it back.</summary>
    public Task<RuleChange> DeleteAsync(long id, string by, CancellationToken stop) =>
        ChangeAsync(rules => rules.RemoveAll(rule => rule.Id == id) > 0 ? -1 : null, by, stop);

    /// <summary>Replaces all rules; a rule of a name that is there already keeps its number.</summary>
    public Task<RuleChange> ReplaceAsync(IReadOnlyList<TopicRuleView> all, string by, CancellationToken stop) => ChangeAsync(rules =>
    {
        var known = rules.ToDictionary(rule => rule.Name, rule => rule.Id, StringComparer.OrdinalIgnoreCase);
        rules.Clear();
        foreach (var rule in all.Select(rule => rule.Tidy()))
            rules.Add(rule with { Id = known.Remove(rule.Name, out var id) ? id : 0 });
        return -1;
    }, by, stop);

    /// <summary>Puts the rules of before the last change in force again.</summary>
    /// <returns>False when there was no change.</returns>
    public async Task<bool> UndoAsync(CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            if (await RuleEditions.LastAsync(db, RuleEditions.Topics, stop) is not { } last)
                return false;
            db.Remove(last);
            var rules = TopicRuleList.Read(last.Rules, out _);
            await StoreAsync(db, TopicRuleSet.Of(WithNumbers(rules), out _)!, stop);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>When the rules were last changed and by whom; null when there is nothing to undo.</summary>
    public async Task<RuleEdition?> LastChangeAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await RuleEditions.LastAsync(db, RuleEditions.Topics, stop);
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Changes the list: the function gives the place of the rule that is new or changed, -1 for none, null when there is no such rule.</summary>
    async Task<RuleChange> ChangeAsync(Func<List<TopicRuleView>, int?> change, string by, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            var before = Current.Rules;
            List<TopicRuleView> rules = [.. before];
            if (change(rules) is not { } place)
                return new(null, null);
            rules = WithNumbers(rules);
            if (TopicRuleSet.Of(rules, out var problems) is not { } set)
                return new(null, RuleChange.About(problems, place));
            await using var db = await databases.CreateDbContextAsync(stop);
            await RuleEditions.PushAsync(db, RuleEditions.Topics, TopicRuleList.Write(before), by, time.GetUtcNow(), stop);
            await StoreAsync(db, set, stop);
            return new(place < 0 ? null : rules[place], RuleChange.None);
        }
        finally
        {
            _gate.Release();
        }
    }

    List<TopicRuleView> WithNumbers(IReadOnlyList<TopicRuleView> rules)
    {
        var next = Current.Rules.Concat(rules).Max(rule => (long?)rule.Id) ?? 0;
        return [.. rules.Select(rule => rule.Id > 0 ? rule : rule with { Id = ++next })];
    }

    async Task StoreAsync(ConnectDb db, TopicRuleSet set, CancellationToken stop)
    {
        var present = await db.TopicRules.ToDictionaryAsync(rule => rule.Id, stop);
        foreach (var rule in set.Rules)
        {
            if (present.Remove(rule.Id, out var row))
                (row.Name, row.IsOn, row.Text) = (rule.Name, rule.IsOn, rule.Text);
            else
                db.Add(rule.ToRow());
        }

        db.RemoveRange(present.Values);
        await db.SaveChangesAsync(stop);
        Publish(set);
    }

    void Publish(TopicRuleSet set)
    {
        Volatile.Write(ref _current, set);
        edition.Forget();
    }
}

/// <summary>What became of a change of the rules.</summary>
/// <param name="Rule">The rule that is new or changed; null for none.</param>
/// <param name="Problems">Why it was not done, empty when it was; null when there is no such rule.</param>
sealed record RuleChange(TopicRuleView? Rule, IReadOnlyDictionary<string, RuleProblem[]>? Problems)
{
    public static IReadOnlyDictionary<string, RuleProblem[]> None { get; } = new Dictionary<string, RuleProblem[]>();

    public bool IsDone => Problems is { Count: 0 };

    /// <summary>Problems of one rule are said by field alone: <c>text</c>, not <c>rules[7].text</c>.</summary>
    public static IReadOnlyDictionary<string, RuleProblem[]> About(IReadOnlyDictionary<string, RuleProblem[]> problems, int place)
    {
        var head = $"rules[{place}].";
        return problems.ToDictionary(one => one.Key.StartsWith(head, StringComparison.Ordinal) ? one.Key[head.Length..] : one.Key, one => one.Value);
    }
}
