using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Index.Forecast;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Import;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Index.Verifying;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Energy.Index;

/// <summary>What the module calls to have the green index.</summary>
static class IndexServices
{
    public static IReadOnlyList<MenuEntry> Menu => [];

    public static IReadOnlyList<Command> Commands => [IndexCommand.Make()];

    public static void AddIndex(this IServiceCollection services)
    {
        services.AddSingleton<RegionBook>().AddSingleton<PlantBook>().AddSingleton<CarbonBook>();
        services.AddSingleton<SourceReader>().AddSingleton<InputBook>().AddSingleton<InputMaker>().AddSingleton<IndexPasts>().AddSingleton<IndexImporter>();
        services.AddSingleton<ForecastDesk>().AddSingleton<IndexKeys>().AddSingleton<IndexSignal>().AddSingleton<FreezeDesk>();
        services.AddSingleton<IndexVerifier>().AddSingleton<IndexReader>();
        services.AddSingleton<FreezeWorker>().AddHostedService(all => all.GetRequiredService<FreezeWorker>());
    }

    public static void MapIndex(this IEndpointRouteBuilder routes)
    {
        routes.MapIndexApi();
        routes.MapIndexActs();
    }
}
