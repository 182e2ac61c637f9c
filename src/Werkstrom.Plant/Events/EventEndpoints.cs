using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.People;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Judging;

namespace Werkstrom.Plant.Events;

/// <summary>What happened, and noting that something did.</summary>
static class EventEndpoints
{
    const int DefaultLimit = 100;

    /// <summary>Maps <c>/api/events</c>.</summary>
    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        var events = api.MapGroup("/events").WithTags("Events");
        events.MapGet("/", List).WithName("ListEvents").WithSummary("Events that overlap a half-open span, newest first; of one asset and those below it, or of all");
        events.MapPost("/", Note).WithName("NoteEvent").RequireAuthorization(Policies.Operate).WithSummary("Notes that something happened: a mark on charts");
    }

    static async Task<Results<Ok<EventList>, ValidationProblem>> List(
        [Description("First instant, ISO 8601, UTC")] string? from,
        [Description("First instant after the span")] string? to,
        [Description("Number of an asset: its events and those of assets below it")] string? asset,
        [Description("How many at most, 1 to 1000; default 100")] string? limit,
        SignalScope scope, [FromServices] IEvents events, [FromServices] IStringLocalizer<PlantText> words, CancellationToken stop)
    {
        var faults = new Faults();
        var range = Ask.Range(from, to, faults);
        var most = Ask.Number("limit", limit, 1, 1_000, DefaultLimit, faults);
        var below = Ask.Number("asset", asset, 1, int.MaxValue, 0, faults);
        if (below > 0 && !scope.HasAsset(below))
            faults.Add("asset", $"There is no asset with the number {below}.");
        if (faults.Any)
            return faults.ToProblem();
        var found = await events.ListAsync(below > 0 ? below : null, range!.Value.From, range.Value.To, most, stop);
        return TypedResults.Ok(new EventList([.. found.Select(happened => EventView.Of(happened, words))]));
    }

    static async Task<Results<Created<EventView>, ValidationProblem>> Note(
        EventAsk ask, SignalScope scope, [FromServices] IEvents events, [FromServices] IStringLocalizer<PlantText> words,
        TimeProvider clock, CancellationToken stop)
    {
        var faults = new Faults();
        var kind = Ask.Text("kind", ask.Kind, 100, faults);
        if (!kind.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-' or '_'))
            faults.Add("kind", $"kind ({kind}) may have lower-case letters, digits, dots and dashes, as in machine.failure.");
        var text = Ask.Text("text", ask.Text, 500, faults);
        var from = ask.From is null ? clock.GetUtcNow() : Ask.Instant("from", ask.From, faults);
        var to = ask.To is null ? null : Ask.Instant("to", ask.To, faults);
        if (to < from)
            faults.Add("to", $"to ({ask.To}) must not be before from ({ask.From}).");
        if (ask.AssetId is { } id && !scope.HasAsset(id))
            faults.Add("assetId", $"There is no asset with the number {id}.");
        if (faults.Any)
            return faults.ToProblem();
        var noted = await events.NoteAsync(new(0, kind, ask.Level ?? EventLevel.Info, ask.AssetId, from!.Value, to, text, "api"), stop);
        return TypedResults.Created($"/api/events?from={Iso.Of(noted.From)}&to={Iso.Of(noted.From.AddSeconds(1))}", EventView.Of(noted, words));
    }

    /// <summary>Something that happened.</summary>
    /// <param name="Kind">A lower-case word with dots: <c>machine.failure</c>.</param>
    /// <param name="Text">One sentence for people.</param>
    /// <param name="Level">How much it matters; default info.</param>
    /// <param name="AssetId">The asset it happened to, or null.</param>
    /// <param name="From">When it began, ISO 8601 UTC; default now.</param>
    /// <param name="To">When it ended; null while it lasts or when it is a moment.</param>
    internal sealed record EventAsk(string? Kind, string? Text, EventLevel? Level, int? AssetId, string? From, string? To);
}

/// <summary>Events.</summary>
/// <param name="Events">Newest first.</param>
sealed record EventList(IReadOnlyList<EventView> Events);

/// <summary>The wire shape of a <see cref="PlantEvent"/>.</summary>
/// <param name="From">When it began, ISO 8601 UTC.</param>
/// <param name="To">When it ended; null while it lasts or when it is a moment.</param>
/// <param name="Text">As it was noted.</param>
/// <param name="Words">The same for people: what Werkstrom itself noted is said in the language of the request.</param>
sealed record EventView(long Id, string Kind, EventLevel Level, int? AssetId, string From, string? To, string Text, string Words, string Source)
{
    /// <summary>The wire shape of an event.</summary>
    public static EventView Of(PlantEvent happened, IStringLocalizer<PlantText> words) => new(
        happened.Id, happened.Kind, happened.Level, happened.AssetId, Iso.Of(happened.From), happened.To is { } end ? Iso.Of(end) : null,
        happened.Text, words.WordsOf(happened), happened.Source);
}
