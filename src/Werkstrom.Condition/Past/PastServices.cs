using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Past.Causes;
using Werkstrom.Condition.Past.Cost;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Past;

/// <summary>What the module calls to have the past of cases and what waiting costs: services, addresses, menu.</summary>
static class PastServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Cases, "menu.causes", "/cases/causes", "sitemap", Policies.Read, 45)];

    public static void AddPast(this IServiceCollection services) => services
        .AddSingleton<CaseQuestions>().AddSingleton<Sisters>().AddSingleton<RunningTime>().AddSingleton<Endings>().AddSingleton<SimilarSearch>().AddSingleton<PastDesk>().AddSingleton<CaseSuspicion>().AddScoped<SimilarWords>()
        .AddSingleton<CostSettings>().AddSingleton<IStartStep>(all => all.GetRequiredService<CostSettings>()).AddSingleton<CostBook>().AddSingleton<CostDesk>()
        .AddSingleton<CaseCosts>().AddScoped<CostWords>()
        .AddSingleton<FailureTables>().AddSingleton<CauseDesk>().AddSingleton<HoldingCauses>().AddSingleton<CauseJobs>().AddScoped<CauseWords>();

    public static void MapPast(this IEndpointRouteBuilder condition)
    {
        condition.MapSimilar();
        condition.MapCost();
        condition.MapCauses();
    }
}
