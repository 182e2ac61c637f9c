using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Ui.Menu;

namespace Werkstrom.Condition.Cases;

/// <summary>Lets the one search find cases: by title, number, machine, and who looks after them.</summary>
sealed class CaseSearch(CaseBook book, AssetCatalog assets, IStringLocalizer<CasesText> text, TimeProvider time) : KeptSearch<Case>(time)
{
    protected override async Task<IReadOnlyList<Case>> ReadAsync(CancellationToken stop) => await book.ListAsync(new(Limit: Most), stop);

    protected override SearchTarget Target(Case one)
    {
        List<string> where = [text["case.number", one.Id].Value, text["state." + one.State.Word()].Value];
        if (one.AssetId is { } id && assets.TryGet(id, out var asset))
            where.Add(asset.ShownPath);
        if (one.Assignee is { } who)
            where.Add(who);
        return new("case", one.Title, string.Join(" · ", where), $"/cases/{one.Id}");
    }
}
