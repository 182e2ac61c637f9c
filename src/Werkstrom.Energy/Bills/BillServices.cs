using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Bills;

/// <summary>What the module calls to have bills: services, addresses, verbs, menu.</summary>
static class BillServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-bills", "/energy/bills", "file-invoice", Policies.Engineer, 70)];

    public static IReadOnlyList<Command> Commands => [BillCommand.Make()];

    public static void AddBills(this IServiceCollection services)
    {
        services.AddSingleton<BillPrices>().AddSingleton<BillDrafter>().AddSingleton<BillNumbers>().AddSingleton<SupplierBook>().AddSingleton<BillBook>().AddSingleton<BillDesk>();
        services.AddSingleton<BillCauses>().AddSingleton<BillPapers>().AddSingleton<BillExplainer>();
        services.AddSingleton<BillWorker>().AddHostedService(all => all.GetRequiredService<BillWorker>());
    }

    public static void MapBills(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/energy/bills").MapBillApi();
        routes.MapGroup("/energy/bills").MapBillForms();
    }
}
