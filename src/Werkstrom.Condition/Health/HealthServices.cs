using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Health;

/// <summary>What the module calls to have the health of assets judged.</summary>
static class HealthServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Cases, "menu.health", "/cases/health", "activity", Policies.Read, 30)];

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<HealthBook>().AddSingleton<HealthRoster>().AddSingleton<HealthReader>().AddSingleton<HealthWriter>();
        services.AddSingleton<HealthFile>().AddSingleton<IBackupPart>(all => all.GetRequiredService<HealthFile>());
        services.AddScoped<HealthWords>().AddScoped<HealthReport>();
        services.AddSingleton<HealthDesk>().AddSingleton<DriftDesk>();
        services.AddSingleton<IFindingLearner, HealthFindingLearner>();
        services.AddHostedService<HealthWorker>();
    }
}
