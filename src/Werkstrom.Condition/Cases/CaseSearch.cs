using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Ui.Menu;

namespace Werkstrom.Condition.Cases;

/// <summary>Lets the one search find cases: by title, number, machine, and who looks after them.</summary>
sealed class CaseSearch(CaseBook book, AssetCatalog assets, IStringLocalizer<CasesText> text, TimeProvider time) : ISearchSource
{
    const int Most = 300;
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(10); // people type letter by letter

    Found? _found;

    public async Task<IReadOnlyList<SearchTarget>> ListAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (Volatile.Read(ref _found) is not { } found || now - found.At > Kept)
            Volatile.Write(ref _found, found = new(now, await book.ListAsync(new(Limit: Most), stop)));
        return [.. found.Cases.Select(Target)];
    }

    SearchTarget Target(Case one)
    {
        List<string> where = [text["case.number", one.Id].Value, text["state." + one.State.Word()].Value];
        if (one.AssetId is { } id && assets.TryGet(id, out var asset))
            where.Add(asset.ShownPath);
        if (one.Assignee is { } who)
            where.Add(who);
        return new("case", one.Title, string.Join(" · ", where), $"/cases/{one.Id}");
    }

    sealed record Found(DateTimeOffset At, IReadOnlyList<Case> Cases);
}
