using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>What the module calls to have pilots.</summary>
static class PilotServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Partners, "menu.pilots", "/pilots", "route", Policies.Cooperate, 20)];

    public static void AddPilots(this IServiceCollection services) =>
        services.AddSingleton<PilotDoor>().AddSingleton<PilotDesk>().AddSingleton<PartDesk>();
}
