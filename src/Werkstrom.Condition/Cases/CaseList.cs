using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Condition.Cases;

/// <summary>Lists of cases: the open ones by how much they matter, all by time.</summary>
sealed class CaseList(CaseBook book, FindingLinks links, AssetCatalog assets)
{
    const int MostFindings = 200;

    /// <summary>Reads a page of a list.</summary>
    /// <param name="wish">Which.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<Result> ReadAsync(Wish wish, int offset, int limit, CancellationToken stop)
    {
        var open = await book.OpenAsync(stop);
        var (rows, count) = wish.State is null ? Open(open, wish, offset, limit) : await AllAsync(wish, offset, limit, stop);
        var findings = (await links.OfAsync([.. rows.Select(r => r.Id)], stop)).ToLookup(f => f.CaseId ?? 0);
        return new([.. rows.Select(r => new Row(r, [.. findings[r.Id].Take(MostFindings)], findings[r.Id].Count(), open.Count(o => o.PartOf == r.Id)))], count)
        {
            Open = open.Count(IsOwn),
            Closed = (int)await book.CountAsync(new(CaseRecord.Type, Fields: new Dictionary<string, string> { ["state"] = CaseState.Closed.Word() }), stop),
            All = (int)await book.CountAsync(new(CaseRecord.Type), stop),
            Assets = [.. open.Where(IsOwn).Select(c => c.AssetId).OfType<int>().Distinct()],
            People = [.. open.Select(c => c.Assignee).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.CurrentCultureIgnoreCase)],
            Act = open.Count(c => IsOwn(c) && c is { IsAct: true, State: not CaseState.Snoozed }),
        };
    }

    /// <summary>A part of a flood is counted and shown with the flood.</summary>
    public static bool IsOwn(Case one) => one.PartOf is null;

    static bool IsOf(Case one, string who) => who.Length == 0 ? one.Assignee is null : string.Equals(one.Assignee, who, StringComparison.OrdinalIgnoreCase);

    (IReadOnlyList<Case>, int) Open(IReadOnlyList<Case> open, Wish wish, int offset, int limit)
    {
        List<Case> found =
        [
            .. open.Where(IsOwn).Where(c => wish.AssetId is not { } id || (c.AssetId is { } at && assets.IsWithin(at, id)))
                .Where(c => wish.Assignee is not { } who || IsOf(c, who))
                .OrderBy(c => c.State == CaseState.Snoozed).ThenByDescending(c => c.IsAct).ThenByDescending(c => c.Certainty).ThenByDescending(c => c.Since),
        ];
        return ([.. found.Skip(offset).Take(limit)], found.Count);
    }

    async Task<(IReadOnlyList<Case>, int)> AllAsync(Wish wish, int offset, int limit, CancellationToken stop)
    {
        Dictionary<string, string> fields = [];
        if (wish.State is { Length: > 0 } state)
            fields["state"] = state;
        if (wish.Assignee is { Length: > 0 } assignee)
            fields["assignee"] = assignee;
        Store.Records.RecordFilter filter = new(
            CaseRecord.Type, wish.AssetId is { } id ? [.. assets.Within(id).Select(a => a.Id)] : null, wish.From, wish.To,
            fields.Count > 0 ? fields : null);
        return (await book.ListAsync(filter with { Offset = offset, Limit = limit }, stop), (int)await book.CountAsync(filter, stop));
    }

    /// <summary>Which cases are asked for.</summary>
    /// <param name="State">Null: all that are open, by how much they matter; empty: all, newest first; else the word of a state.</param>
    /// <param name="AssetId">Only of this asset and those below it.</param>
    /// <param name="From">Only those that began at or after it; not for the open ones.</param>
    /// <param name="To">Only those that began before it; not for the open ones.</param>
    /// <param name="Assignee">Only those of this person; empty, of the open ones: of nobody.</param>
    internal sealed record Wish(string? State = null, int? AssetId = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string? Assignee = null);

    /// <summary>A case in a list.</summary>
    /// <param name="Case">The case.</param>
    /// <param name="Findings">Its first findings.</param>
    /// <param name="Count">How many it has.</param>
    /// <param name="Parts">How many open cases are part of it.</param>
    internal sealed record Row(Case Case, IReadOnlyList<Finding> Findings, int Count, int Parts);

    /// <summary>A page of a list.</summary>
    /// <param name="Rows">The cases.</param>
    /// <param name="Count">How many there are on all pages.</param>
    internal sealed record Result(IReadOnlyList<Row> Rows, int Count)
    {
        /// <summary>How many cases are open, parts of floods not counted.</summary>
        public int Open { get; init; }

        /// <summary>How many cases are closed, whatever else is asked for.</summary>
        public int Closed { get; init; }

        /// <summary>How many cases there are in any state.</summary>
        public int All { get; init; }

        /// <summary>Assets of open cases.</summary>
        public IReadOnlyList<int> Assets { get; init; } = [];

        /// <summary>Names of who looks after open cases.</summary>
        public IReadOnlyList<string> People { get; init; } = [];

        /// <summary>How many of them mean: act.</summary>
        public int Act { get; init; }
    }
}
