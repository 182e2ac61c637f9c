using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Market;

/// <summary>What the forms of the page send.</summary>
static class MarketForms
{
    const string Page = "/energy/market";

    public static void MapMarketForms(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup(Page).RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/upload", UploadAsync).WithFormOptions(multipartBodyLengthLimit: MarketDrafts.Largest).WithMetadata(new RequestSizeLimitAttribute(MarketDrafts.Largest));
        forms.MapPost("/keep", DecideAsync);
    }

    /// <summary>Keeps a text and notes it in the audit.</summary>
    public static async Task<int> KeepAsync(MarketDraft draft, MarketBook book, IAudit audit, CancellationToken stop)
    {
        var days = await book.KeepAsync(draft.Answer, draft.Zone, draft.Source, stop);
        await audit.NoteAsync("market.imported", "file", draft.File, new { draft.Zone, days, faults = draft.Answer.Faults.Count }, stop);
        return days;
    }

    static async Task<RedirectHttpResult> UploadAsync(
        IFormFileCollection files, [FromForm(Name = "as")] string? format, [FromForm] string? zone, MarketDrafts drafts, MarketBook book, CancellationToken stop)
    {
        zone = string.IsNullOrWhiteSpace(zone) ? book.Zone : zone.Trim();
        if (files["file"] is not { Length: > 0 } file)
            return See($"{Page}?error=file");
        if (!MarketPlaces.IsZone(zone))
            return See($"{Page}?error=zone");
        using MemoryStream bytes = new();
        await file.CopyToAsync(bytes, stop);
        var draft = drafts.Read(file.FileName, bytes.ToArray(), format, zone);
        drafts.Hold(draft);
        return See($"{Page}?draft={draft.Id}");
    }

    static async Task<RedirectHttpResult> DecideAsync([FromForm] string? id, MarketDrafts drafts, MarketBook book, IAudit audit, CancellationToken stop)
    {
        if (drafts.Find(id) is not { HasValues: true } draft)
            return See($"{Page}?error=gone");
        var days = await KeepAsync(draft, book, audit, stop);
        drafts.Drop(draft.Id);
        var last = draft.Parts.Max(p => p.To)!.Value.AddSeconds(-1);
        return See(FormattableString.Invariant($"{Page}?kept={days}&day={Tariff.Time.GermanTime.Date(Tariff.Time.Quarters.Of(last)):O}&zone={Uri.EscapeDataString(draft.Zone)}"));
    }

    // 303: the browser asks for the page with GET
    static RedirectHttpResult See(string address) => TypedResults.Redirect(address, permanent: false, preserveMethod: false);
}
