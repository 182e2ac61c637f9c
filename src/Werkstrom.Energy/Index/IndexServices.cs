using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Index.Forecast;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Import;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Pages;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Index.Verifying;
using Werkstrom.Energy.Jobs;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Index;

/// <summary>What the module calls to have the green index.</summary>
static class IndexServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-index", "/energy/index", "leaf", Policies.Read, 10)];

    public static IReadOnlyList<Command> Commands => [IndexCommand.Make()];

    public static void AddIndex(this IServiceCollection services)
    {
        services.AddSingleton<RegionBook>().AddSingleton<PlantBook>().AddSingleton<CarbonBook>();
        services.AddSingleton<SourceReader>().AddSingleton<InputBook>().AddSingleton<InputMaker>().AddSingleton<IndexPasts>().AddSingleton<IndexImporter>();
        services.AddSingleton<ForecastDesk>().AddSingleton<IndexKeys>().AddSingleton<IndexSignal>().AddSingleton<FreezeDesk>();
        services.AddSingleton<IndexVerifier>().AddSingleton<IndexReader>().AddSingleton<NextDayReader>().AddSingleton<ScoreBook>().AddSingleton<IndexPageData>().AddSingleton<LongJobs>();
        services.AddSingleton<FreezeWorker>().AddHostedService(all => all.GetRequiredService<FreezeWorker>());
    }

    public static void MapIndex(this IEndpointRouteBuilder routes)
    {
        routes.MapIndexApi();
        routes.MapIndexActs();
        routes.MapIndexForms();
    }
}
