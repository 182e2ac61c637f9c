using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Life.Csv;
using Werkstrom.Condition.Past.Cost;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Facts;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Life;

/// <summary>What the module calls to have remaining lives: services, addresses, verbs, menu.</summary>
static class LifeServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Cases, "menu.life", "/cases/life", "clock", Policies.Read, 40)];

    public static IReadOnlyList<Command> Commands => [RulCommand.Make()];

    public static void AddLife(this IServiceCollection services)
    {
        services.AddSingleton<LifeEnds>().AddSingleton<LifeGroups>().AddSingleton<LifeEpisodes>().AddSingleton<TrendTeller>().AddSingleton<ResetFinder>();
        services.AddSingleton<LifeModels>().AddSingleton<IBackupPart>(all => all.GetRequiredService<LifeModels>());
        services.AddSingleton<LifeTeller>().AddSingleton<IRemainingLife>(all => all.GetRequiredService<LifeTeller>());
        services.AddSingleton<ILifePredictor, LifePredictor>();
        services.AddSingleton<LifeLearner>().AddSingleton<LifeTrainer>().AddSingleton<LifeDesk>().AddSingleton<LifeHour>().AddSingleton<LifeZone>().AddSingleton<LifeWords>();
        services.AddSingleton<LifeList>().AddSingleton<CsvJobs>().AddSingleton<ISubmodelSource, LifeFacts>();
        services.AddHostedService<LifeWorker>();
    }

    public static void MapLife(this IEndpointRouteBuilder routes)
    {
        routes.MapLifeApi();
        routes.MapCsvForms();
    }
}
