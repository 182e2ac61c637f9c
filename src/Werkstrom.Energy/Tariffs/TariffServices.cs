using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Tariffs;

/// <summary>What the module calls to have tariffs, rates and contracts.</summary>
static class TariffServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-tariffs", "/energy/tariffs", "currency-euro", Policies.Read, 30), .. RateServices.Menu, .. ContractServices.Menu];

    public static void AddTariffs(this IServiceCollection services)
    {
        services.AddRates();
        services.AddSingleton<TariffBook>().AddSingleton<TariffDesk>().AddSingleton<TariffDraw>().AddSingleton<TariffCompare>();
        services.AddSingleton<PriceSignals>().AddHostedService<PriceWorker>();
        services.AddScoped<TariffReader>().AddScoped<TariffTemplates>().AddScoped<TariffNeutral>();
        services.AddContracts();
    }

    public static void MapTariffs(this IEndpointRouteBuilder routes)
    {
        routes.MapTariffApi();
        routes.MapTariffPreview();
        routes.MapRates();
        routes.MapContracts();
    }
}
