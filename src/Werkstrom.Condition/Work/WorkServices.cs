using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Condition.Notices;
using Werkstrom.Condition.Work.Photos;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Ui.Menu;

namespace Werkstrom.Condition.Work;

/// <summary>What the module calls to have work orders, and notices of them and of cases.</summary>
static class WorkServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Cases, "menu.work", "/cases/work", "tool", Policies.Read, 20), .. NoticeServices.Menu];

    public static void AddWork(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<WorkSuggestions>().AddSingleton<WorkDesk>().AddSingleton<WorkSlots>().AddSingleton<WorkCalendar>().AddSingleton<WorkCase>().AddSingleton<WorkEnds>();
        services.AddSingleton<PhotoShelf>().AddSingleton<IBackupPart>(all => all.GetRequiredService<PhotoShelf>()).AddSingleton<PhotoDesk>();
        services.AddSingleton<ISearchSource, WorkSearch>();
        services.AddHostedService<PhotoSweeper>();
        services.AddNotices();
    }

    public static void MapWork(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/condition/work").MapWorkApi();
        routes.MapGroup("/cases/work").MapWorkForms();
        routes.MapNotices();
    }
}
