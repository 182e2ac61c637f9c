using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Meters.Taking;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Meters;

/// <summary>What the module calls to have meters: services, addresses, verbs, menu.</summary>
static class MeterServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-meters", "/energy/meters", "gauge", Policies.Read, 60)];

    public static IReadOnlyList<Command> Commands => [MeterCommand.Make()];

    public static void AddMeters(this IServiceCollection services)
    {
        services.AddSingleton<MeterStore>().AddSingleton<IBackupPart>(all => all.GetRequiredService<MeterStore>());
        services.AddSingleton<MeterLetters>().AddSingleton<IBackupPart>(all => all.GetRequiredService<MeterLetters>());
        services.AddSingleton<MeterValues>().AddSingleton<MeterPoints>().AddSingleton<MeterIntake>().AddSingleton<MeterDesk>().AddSingleton<MeterOut>().AddSingleton<MeterSummaries>();
        services.AddSingleton<SignalLoads>().AddSingleton<MeterSignals>().AddHostedService(all => all.GetRequiredService<MeterSignals>());
    }

    public static void MapMeters(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/energy/meters").MapMeterApi();
        routes.MapGroup("/energy/meters").MapMeterForms();
    }
}
