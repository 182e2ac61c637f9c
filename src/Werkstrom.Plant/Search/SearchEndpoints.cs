using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Asking;
using Werkstrom.Ui;
using Werkstrom.Ui.Menu;

namespace Werkstrom.Plant.Search;

/// <summary>The one search: assets, signals and pages.</summary>
static class SearchEndpoints
{
    const int DefaultLimit = 20;

    /// <summary>Maps <c>/api/search</c>.</summary>
    public static void MapSearch(this IEndpointRouteBuilder api) =>
        api.MapGet("/search", Get).WithTags("Search").WithName("Search")
            .WithSummary("Finds pages, assets, signals and cases by words or their beginnings; umlauts may be written out");

    static async Task<Results<Ok<IReadOnlyList<Found>>, ValidationProblem>> Get(
        [Description("What is looked for, up to 200 letters")] string? q,
        [Description("How many at most, 1 to 100; default 20")] string? limit,
        ClaimsPrincipal person, VisibleMenu menu, IStringLocalizer<Text> texts, SearchWords words, IEnumerable<ISearchSource> sources,
        CancellationToken stop)
    {
        var faults = new Faults();
        var most = Ask.Number("limit", limit, 1, 100, DefaultLimit, faults);
        if (q is { Length: > 200 })
            faults.Add("q", $"q has {q.Length} letters; 200 are allowed.");
        if (faults.Any)
            return faults.ToProblem();

        var pages = (await menu.ForAsync(person, stop)).Select(entry => new SearchEntry("page", texts[entry.Text], entry.Path, entry.Path));
        List<SearchEntry> others = [];
        foreach (var source in sources)
            others.AddRange((await source.ListAsync(stop)).Select(target => new SearchEntry(target.Kind, target.Title, target.Path, target.Url)));
        var found = SearchIndex.Find(pages.Concat(others).Concat(words.Entries), q ?? "", most);
        return TypedResults.Ok<IReadOnlyList<Found>>([.. found.Select(entry => new Found(entry.Kind, entry.Title, entry.Path, entry.Url))]);
    }

    /// <summary>What was found.</summary>
    /// <param name="Kind"><c>page</c>, <c>asset</c>, <c>signal</c>, or what a module adds, such as <c>case</c>.</param>
    /// <param name="Title">What people call it.</param>
    /// <param name="Path">Where it is.</param>
    /// <param name="Url">Its page.</param>
    internal sealed record Found(string Kind, string Title, string Path, string Url);
}

/// <summary>The words of all assets and signals, kept until the catalogs change.</summary>
sealed class SearchWords(AssetCatalog assets, SignalCatalog signals)
{
    Kept? _kept;

    /// <summary>All of them.</summary>
    public IReadOnlyList<SearchEntry> Entries
    {
        get
        {
            var version = (assets.Version, signals.Version);
            if (Volatile.Read(ref _kept) is { } kept && kept.Version == version)
                return kept.Entries;
            var fresh = Fresh(version, Volatile.Read(ref _kept));
            Volatile.Write(ref _kept, fresh);
            return fresh.Entries;
        }
    }

    // a burst of new tags changes the catalogs many times a second: only what is new is folded
    Kept Fresh((long, long) version, Kept? before)
    {
        Dictionary<object, SearchEntry> words = new(ReferenceEqualityComparer.Instance);
        foreach (var asset in assets.All)
            words[asset] = before?.Words.GetValueOrDefault(asset) ?? Of(asset);
        foreach (var signal in signals.All)
        {
            if (!signal.IsArchived)
                words[signal] = before?.Words.GetValueOrDefault(signal) ?? Of(signal);
        }
        return new(version, words, [.. words.Values]);
    }

    static SearchEntry Of(Asset asset) => new("asset", asset.Label, asset.ShownPath, $"/plant/assets/{asset.Id}");

    static SearchEntry Of(Signal signal) => new("signal", signal.Label, signal.ShownPath, $"/plant/signals/{signal.Id}");

    sealed record Kept((long, long) Version, Dictionary<object, SearchEntry> Words, SearchEntry[] Entries);
}
