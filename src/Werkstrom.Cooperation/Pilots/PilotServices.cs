using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Cooperation.Checks;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Cooperation.Demo;
using Werkstrom.Cooperation.Goals;
using Werkstrom.Cooperation.Ideas;
using Werkstrom.Cooperation.Plan;
using Werkstrom.Cooperation.Results;
using Werkstrom.Cooperation.Terms;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>What the module calls to have pilots and all that belongs to them.</summary>
static class PilotServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Partners, "menu.pilots", "/pilots", "route", Policies.Cooperate, 20)];

    public static void AddPilots(this IServiceCollection services)
    {
        services.AddSingleton<TriedBook>().AddSingleton<PilotSteps>().AddSingleton<PilotDoor>().AddSingleton<PilotDesk>().AddSingleton<PartDesk>().AddSingleton<FollowUp>().AddScoped<PilotCall>();
        services.AddSingleton<GoalDesk>().AddSingleton<PlanDesk>().AddSingleton<ResultDesk>().AddSingleton<IdeaDesk>();
        services.AddSingleton<TermDesk>().AddSingleton<IPilotEnd>(all => all.GetRequiredService<TermDesk>());
        services.AddSingleton<GroupGate>().AddSingleton<SharedReader>();
        services.AddSingleton<CriterionDesk>().AddSingleton<LogWords>().AddSingleton<ConnectionDesk>().AddSingleton<CheckBook>();
        services.AddSingleton<CheckRunner>().AddSingleton<IPilotEnd>(all => all.GetRequiredService<CheckRunner>());
        services.AddSingleton<DemoPilot>().AddHostedService(all => all.GetRequiredService<DemoPilot>());
        services.AddSingleton<CheckWorker>().AddHostedService(all => all.GetRequiredService<CheckWorker>());
    }

    public static void MapAll(this IEndpointRouteBuilder routes)
    {
        routes.MapPilots();
        routes.MapGoals();
        routes.MapTerms();
        routes.MapShared();
        routes.MapChecks();
        routes.MapPlan();
        routes.MapResults();
        routes.MapIdeas();
    }
}
