using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Twins.Scene;

/// <summary>What the module calls to have the scene.</summary>
static class SceneServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Plant, "menu.scene", "/plant/scene", "cube-3d-sphere", Policies.Read, 15)];

    public static void AddScene(this IServiceCollection services) =>
        services.AddSingleton<SceneTree>().AddSingleton<ScenePlaces>().AddSingleton<SceneReader>().AddSingleton<ScenePastReader>()
            .AddSingleton(new PagePart(PagePlace.Today, typeof(TodayScene)));

    public static void MapScene(this IEndpointRouteBuilder routes) => routes.MapSceneApi();
}
