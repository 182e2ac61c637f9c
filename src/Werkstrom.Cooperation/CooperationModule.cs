using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Cooperation;

/// <summary>Two firms try something together: pilots with goals, agreements, tests of the interface, and a result.</summary>
public sealed class CooperationModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "cooperation";

    /// <inheritdoc/>
    public static IReadOnlyList<MenuEntry> Menu =>
    [
        .. PilotServices.Menu,
    ];

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<CooperationOptions>().BindConfiguration(Name).ValidateDataAnnotations().ValidateOnStart();
        services.AddRegistry<CooperationDb>();
        services.AddPilots();
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapAll();
    }
}
