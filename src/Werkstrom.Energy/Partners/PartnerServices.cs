using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Partners;

/// <summary>What the module calls to take the index of another Werkstrom.</summary>
static class PartnerServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-partners", "/energy/partners", "link", Policies.Read, 15)];

    public static void AddPartners(this IServiceCollection services) =>
        services.AddSingleton<PartnerShelf>().AddSingleton<PartnerTaker>().AddHostedService<PartnerWorker>();
}
