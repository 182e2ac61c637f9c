using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Azure;
using Werkstrom.Condition.Backtest;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Facts;
using Werkstrom.Condition.Health;
using Werkstrom.Condition.Life;
using Werkstrom.Condition.Past;
using Werkstrom.Condition.Plant;
using Werkstrom.Condition.Rules;
using Werkstrom.Condition.States;
using Werkstrom.Condition.Watching;
using Werkstrom.Condition.Work;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Condition;

/// <summary>Warned in time, told why, and what to do: watched signals, health, remaining life, cases, work orders.</summary>
public sealed class ConditionModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "condition";

    /// <inheritdoc/>
    public static IReadOnlyList<MenuEntry> Menu =>
    [
        .. LifeServices.Menu,
        .. CasesServices.Menu,
        .. HealthServices.Menu,
        .. RuleServices.Menu,
        .. PastServices.Menu,
        .. WatchServices.Menu,
        .. WorkServices.Menu,
    ];

    /// <inheritdoc/>
    public static IReadOnlyList<Command> Commands => LifeServices.Commands;

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ConditionOptions>().BindConfiguration(Name).ValidateDataAnnotations().ValidateOnStart();
        services.AddRegistry<ConditionDb>();
        services.AddSingleton<AssetSettings>().AddSingleton<IStartStep>(all => all.GetRequiredService<AssetSettings>());
        services.AddSingleton<FindingBook>().AddSingleton<PlantData>().AddSingleton<Machines>().AddSingleton<FailureBook>();
        services.AddSingleton<SavedStates>().AddHostedService(all => all.GetRequiredService<SavedStates>());
        services.AddFacts();
        services.AddLife();
        services.AddWatching();
        services.AddCases();
        services.AddHealth();
        services.AddRules();
        builder.AddWork();
        services.AddPast();
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapLife();
        var condition = routes.MapGroup("/api/condition");
        condition.MapWatching();
        condition.MapCases();
        condition.MapHealth();
        condition.MapRules();
        routes.MapWork();
        condition.MapPast();
        condition.MapBacktest();
        routes.MapRulePreview();
        routes.MapAzure();
    }
}
