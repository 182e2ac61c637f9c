using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Werkstrom.Energy.Serve;

/// <summary>What the module calls to give prices and index to others.</summary>
static class ServeServices
{
    public static void AddServe(this IServiceCollection services)
    {
        services.AddOptions<ServeOptions>().BindConfiguration("energy:serve").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ServeDoor>().AddSingleton<ServedPrices>().AddSingleton<ServedRegions>().AddSingleton<ServedTariffs>();
        services.AddSingleton<TibberSchema>().AddSingleton<GsiDesk>();
    }

    public static void MapServe(this IEndpointRouteBuilder routes)
    {
        routes.MapAwattar();
        routes.MapEnergyCharts();
        routes.MapSwiss();
        routes.MapTibber();
        routes.MapGsi();
    }
}
