using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Works;

/// <summary>What the module calls to have the costs of the works: services, addresses, menu.</summary>
static class WorksServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-works", "/energy/works", "building-factory-2", Policies.Read, 70)];

    public static void AddWorks(this IServiceCollection services) =>
        services.AddSingleton<WorksBook>().AddSingleton<WorksReader>().AddSingleton<DemoWorks>();

    public static void MapWorks(this IEndpointRouteBuilder routes) => routes.MapWorksApi();
}
