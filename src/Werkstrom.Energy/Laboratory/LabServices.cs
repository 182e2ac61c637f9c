using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Laboratory.Pages;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Laboratory.Saved;
using Werkstrom.Energy.Meters;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Laboratory;

/// <summary>What the module calls to have the laboratory.</summary>
static class LabServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-lab", "/energy/lab", "flask", Policies.Operate, 35)];

    public static void AddLab(this IServiceCollection services)
    {
        services.AddSingleton<PopulationShelf>().AddSingleton<IBackupPart>(all => all.GetRequiredService<PopulationShelf>())
            .AddSingleton<IMeterCopy>(all => all.GetRequiredService<PopulationShelf>());
        services.AddSingleton<PopulationMaker>().AddSingleton<MixMaker>().AddSingleton<LabDesk>();
        services.AddSingleton<PopulationJobs>().AddSingleton<LabAsks>();
        services.AddSingleton<LabBook>().AddSingleton<LabDemo>().AddScoped<LabFormReader>();
    }

    public static void MapLab(this IEndpointRouteBuilder routes)
    {
        routes.MapLabApi();
        routes.MapLabPages();
        routes.MapLabForms();
    }
}
