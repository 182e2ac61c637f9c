using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Energy.Desk.Questions;
using Werkstrom.Energy.Desk.Switching;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Desk;

/// <summary>What the module calls to have the Stadtwerk's desk: services, addresses, menu.</summary>
static class DeskServices
{
    // names of customers are on its pages
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-desk", "/energy/desk", "clipboard-list", Policies.Operate, 5)];

    public static IReadOnlyList<Command> Commands => [SwitchCommand.Make()];

    public static void AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<PortfolioBook>().AddSingleton<PortfolioMaker>();
        services.AddSingleton<PortfolioWorker>().AddHostedService(all => all.GetRequiredService<PortfolioWorker>());
        services.AddSingleton<CustomerFind>().AddSingleton<ContactBook>().AddSingleton<QuestionBook>().AddSingleton<DeskTodo>().AddSingleton<DemoDesk>();
        services.AddSingleton<IStartStep, ContactType>();
        services.AddSingleton<SwitchBook>().AddSingleton<SwitchDrafter>().AddSingleton<SwitchDoer>().AddSingleton<SwitchNotices>().AddSingleton<SwitchDesk>();
        services.AddSingleton<SwitchWorker>().AddHostedService(all => all.GetRequiredService<SwitchWorker>());
        services.AddSingleton<ITodayPart, DeskToday>();
    }

    public static void MapDesk(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/energy/desk");
        desk.MapDeskForms();
        desk.MapDeskExport();
        desk.MapSwitchForms();
        var api = routes.MapGroup("/api/energy/desk");
        api.MapDeskApi();
        api.MapSwitchApi();
    }
}
