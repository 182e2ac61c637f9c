using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Rates;

/// <summary>What the module calls to have rates.</summary>
static class RateServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-rates", "/energy/rates", "percentage", Policies.Read, 40)];

    public static void AddRates(this IServiceCollection services)
    {
        services.AddSingleton<RateBook>().AddSingleton<IStartStep>(all => all.GetRequiredService<RateBook>());
        services.AddScoped<RateDesk>();
    }

    public static void MapRates(this IEndpointRouteBuilder routes) => routes.MapRateApi();
}
