using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Contracts;

/// <summary>What the module calls to have contracts.</summary>
static class ContractServices
{
    // names of customers are on the pages: for who works with them, not for everybody who may look
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.energy-contracts", "/energy/contracts", "file-check", Policies.Operate, 50)];

    public static void AddContracts(this IServiceCollection services)
    {
        services.AddSingleton<ContractBook>().AddSingleton<CustomerBook>().AddSingleton<ContractQuery>().AddSingleton<ContractDrafts>().AddSingleton<ContactNotes>();
        services.TryAddSingleton<RegionBook>();
        services.AddScoped<ContractCheck>().AddScoped<ContractDesk>().AddScoped<ContractFile>().AddScoped<CustomerDesk>();
    }

    public static void MapContracts(this IEndpointRouteBuilder routes)
    {
        routes.MapContractApi();
        routes.MapContractForms();
    }
}
