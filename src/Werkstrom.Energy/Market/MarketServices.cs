using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Market.Sources;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Market;

/// <summary>What the module calls to have market data.</summary>
static class MarketServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-market", "/energy/market", "bolt", Policies.Read, 20)];

    public static IReadOnlyList<Command> Commands => [MarketCommand.Make()];

    public static void AddMarket(this IServiceCollection services)
    {
        services.AddOptions<MarketOptions>().BindConfiguration("energy:market").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MarketBook>().AddSingleton<MarketDrafts>();
        services.AddSingleton<SourceShelf>().AddSingleton<SourceHttp>().AddSingleton<SourceReader>().AddSingleton<SourcePlan>().AddSingleton<SourceRunner>();
        services.AddSingleton<ITodayPart, MarketToday>();
        services.AddHostedService<SourceWorker>();
    }

    public static void MapMarket(this IEndpointRouteBuilder routes)
    {
        routes.MapMarketApi();
        routes.MapMarketForms();
        routes.MapSources();
    }
}
