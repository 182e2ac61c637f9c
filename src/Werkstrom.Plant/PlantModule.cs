using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Plant.Assets;
using Werkstrom.Plant.Events;
using Werkstrom.Plant.Export;
using Werkstrom.Plant.Live;
using Werkstrom.Plant.Pages;
using Werkstrom.Plant.Records;
using Werkstrom.Plant.Samples;
using Werkstrom.Plant.Search;
using Werkstrom.Plant.Signals;
using Werkstrom.Plant.Sql;
using Werkstrom.Plant.Today;

namespace Werkstrom.Plant;

/// <summary>Today, the asset tree, signals, comparison, search, live values.</summary>
public sealed class PlantModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "plant";

    /// <inheritdoc/>
    public static IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuSection.Today, "menu.today", "/", "home", Policies.Read, 10),
        new(MenuSection.Plant, "menu.assets", "/plant", "sitemap", Policies.Read, 10),
        new(MenuSection.Plant, "menu.signals", "/plant/signals", "activity", Policies.Read, 20),
        new(MenuSection.Plant, "menu.compare", "/plant/compare", "chart-line", Policies.Read, 30),
        new(MenuSection.Plant, "menu.events", "/plant/events", "timeline", Policies.Read, 40),
        new(MenuSection.Figures, "menu.records", "/figures/records", "clipboard-list", Policies.Read, 20),
        new(MenuSection.Figures, "menu.sql", "/figures/sql", "sql", Policies.Engineer, 40),
    ];

    /// <inheritdoc/>
    public static IReadOnlyList<Command> Commands => [ExportCommand.Make()];

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AssetTree>().AddSingleton<TodayReport>();
        builder.Services.AddSingleton<SearchWords>().AddSingleton<Sparks>().AddSingleton<SignalReport>().AddScoped<SqlDesk>();
        builder.Services.AddSingleton<ArrivalRate>().AddHostedService(all => all.GetRequiredService<ArrivalRate>());
        builder.Services.AddSingleton<LiveHub>().AddHostedService(all => all.GetRequiredService<LiveHub>());
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization(Policies.Read);
        var signals = api.MapGroup("/signals").WithTags("Signals");
        signals.MapSignalList();
        signals.MapSamples();
        signals.MapBuckets();
        signals.MapExport();
        signals.MapSignalEdits();
        api.MapAssets();
        api.MapSearch();
        api.MapEvents();
        api.MapRecords();
        api.MapLive();
        api.MapSql();
        routes.MapSqlPage();
    }
}
