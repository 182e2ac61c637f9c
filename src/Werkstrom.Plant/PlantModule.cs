using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Plant;

/// <summary>Today, the asset tree, signals, comparison, search, live values.</summary>
public sealed class PlantModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "plant";

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
    }
}
