using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Ui.Menu;

namespace Werkstrom.Condition.Cases;

/// <summary>What the module calls to have cases: services, addresses, menu.</summary>
static class CasesServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Cases, "menu.cases", "/cases", "alert-triangle", Policies.Read, 10)];

    public static void AddCases(this IServiceCollection services)
    {
        services.AddOptions<CaseOptions>().BindConfiguration($"{ConditionModule.Name}:cases").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<HouseLanguage>().AddSingleton<Rates>().AddSingleton<Places>().AddSingleton<Severity>().AddSingleton<CaseTitles>();
        services.AddSingleton<CaseMarks>().AddSingleton<ICaseListener>(all => all.GetRequiredService<CaseMarks>()).AddSingleton<IStartStep>(all => all.GetRequiredService<CaseMarks>());
        services.AddSingleton<CaseAlarms>().AddSingleton<ICaseListener>(all => all.GetRequiredService<CaseAlarms>()).AddSingleton<IStartStep>(all => all.GetRequiredService<CaseAlarms>());
        services.AddSingleton<CaseBook>().AddSingleton<FindingLinks>().AddSingleton<FindingEnds>().AddSingleton<FindingLooks>().AddSingleton<PastCases>();
        services.AddSingleton<ISearchSource, CaseSearch>().AddSingleton<FailureNames>();
        services.AddSingleton<CaseOpener>().AddSingleton<CaseKeeper>().AddSingleton<CaseWords>().AddSingleton<CaseStory>().AddSingleton<Staff>().AddSingleton<CaseActs>();
        services.AddSingleton<CaseList>().AddSingleton<CaseChartMarks>().AddScoped<CaseReading>().AddScoped<CaseDeskAnswer>().AddScoped<CaseForm>().AddScoped<CaseDoor>();
        services.AddSingleton<CaseTeacher>().AddSingleton<IStartStep>(all => all.GetRequiredService<CaseTeacher>());
        services.AddSingleton<CaseDesk>().AddSingleton<IFindingTaker>(all => all.GetRequiredService<CaseDesk>()).AddSingleton<IStartStep>(all => all.GetRequiredService<CaseDesk>());
        services.AddSingleton<ITodayPart, CasesToday>();
        services.AddHostedService<CaseClock>();
    }
}
