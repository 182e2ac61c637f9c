using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Twins.Scene;

/// <summary>What the module calls to have the scene.</summary>
static class SceneServices
{
    public static IReadOnlyList<MenuEntry> Menu => [];

    public static void AddScene(this IServiceCollection services)
    {
    }

    public static void MapScene(this IEndpointRouteBuilder routes)
    {
    }
}
