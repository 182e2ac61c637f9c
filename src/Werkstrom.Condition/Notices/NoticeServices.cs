using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Notices;

/// <summary>What the module calls to have notices.</summary>
static class NoticeServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Cases, "menu.notices", "/cases/notices", "mail", Policies.Engineer, 70)];

    public static void AddNotices(this IServiceCollection services)
    {
        services.AddSingleton<NoticeBook>().AddSingleton<NoticePlan>().AddSingleton<NoticeLook>().AddSingleton<NoticeTexts>().AddSingleton<NoticeTrim>();
        services.AddOptions<NoticeOptions>().BindConfiguration($"{ConditionModule.Name}:notices").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<NoticeSend>().AddSingleton<NoticeDesk>().AddHostedService<NoticeWorker>();
    }

    public static void MapNotices(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/condition/notices").MapNoticeApi();
        routes.MapGroup("/cases/notices").MapNoticeForms();
    }
}
