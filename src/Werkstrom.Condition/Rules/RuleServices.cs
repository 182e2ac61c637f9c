using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Backtest;
using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Rules;

/// <summary>What the module calls to have rules of people's own, and back-tests.</summary>
static class RuleServices
{
    public static IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuSection.Cases, "menu.condition-rules", "/cases/rules", "ruler-measure", Policies.Read, 50),
        new(MenuSection.Cases, "menu.backtest", "/cases/backtest", "history", Policies.Read, 60),
    ];

    public static void AddRules(this IServiceCollection services)
    {
        services.AddSingleton<RuleBook>().AddSingleton<IStartStep>(all => all.GetRequiredService<RuleBook>());
        services.AddSingleton<RuleStateFile>().AddSingleton<IBackupPart>(all => all.GetRequiredService<RuleStateFile>());
        services.AddSingleton<SampleFeed>().AddSingleton<RuleSeed>();
        services.AddSingleton<RuleTaker>().AddSingleton<ISampleTaker>(all => all.GetRequiredService<RuleTaker>());
        services.AddScoped<RuleDesk>().AddScoped<RuleForm>().AddScoped<RuleWords>();
        services.AddSingleton<RuleBacktest>().AddSingleton<WatchBacktest>().AddSingleton<HealthBacktest>().AddSingleton<FailureList>().AddSingleton<LabelClock>().AddSingleton<BacktestEngine>();
        services.AddSingleton<PlantSilence>().AddSingleton<LifeBacktest>();
        services.AddSingleton<BacktestDesk>().AddSingleton<BacktestPlots>();
        services.AddScoped<BacktestWords>().AddScoped<BacktestQuery>();
    }
}
