using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Demo;
using Werkstrom.Energy.Desk;
using Werkstrom.Energy.Facts;
using Werkstrom.Energy.Index;
using Werkstrom.Energy.Laboratory;
using Werkstrom.Energy.Market;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Open;
using Werkstrom.Energy.Partners;
using Werkstrom.Energy.Pilots;
using Werkstrom.Energy.Portal;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Serve;
using Werkstrom.Energy.Sharing;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Energy.Works;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Facts;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Energy;

/// <summary>From a green index to an exact bill: index, market data, tariffs, contracts, meters, bills.</summary>
public sealed class EnergyModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "energy";

    /// <inheritdoc/>
    public static IReadOnlyList<MenuEntry> Menu =>
    [
        .. IndexServices.Menu,
        .. TariffServices.Menu,
        .. LabServices.Menu,
        .. MarketServices.Menu,
        .. PartnerServices.Menu,
        .. MeterServices.Menu,
        .. BillServices.Menu,
        .. DeskServices.Menu,
        .. PortalServices.Menu,
        .. WorksServices.Menu,
    ];

    /// <inheritdoc/>
    public static IReadOnlyList<Command> Commands =>
    [
        .. IndexServices.Commands,
        .. MarketServices.Commands,
        .. MeterServices.Commands,
        .. BillServices.Commands,
        .. DeskServices.Commands,
        .. PortalServices.Commands,
    ];

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<EnergyOptions>().BindConfiguration(Name).ValidateDataAnnotations().ValidateOnStart();
        services.AddRegistry<EnergyDb>();
        services.AddSingleton<SeriesBook>().AddSingleton<DailySignals>();
        services.AddIndex();
        services.AddTariffs();
        services.AddLab();
        services.AddMarket();
        services.AddMeters();
        services.AddSingleton<CostFacts>().AddSingleton<ISubmodelSource, EnergyFacts>();
        services.AddServe();
        services.AddPartners();
        services.AddPilotTrials();
        services.AddSingleton<TownSeries>().AddSingleton<TownRates>().AddSingleton<TownTariff>().AddHostedService<DemoTown>();
        services.AddBills();
        services.AddDesk();
        services.AddPortal();
        services.AddOpen();
        services.AddSharing();
        services.AddWorks();
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapIndex();
        routes.MapTariffs();
        routes.MapLab();
        routes.MapMarket();
        routes.MapMeters();
        routes.MapServe();
        routes.MapPartners();
        routes.MapBills();
        routes.MapDesk();
        routes.MapPortal();
        routes.MapOpen();
        routes.MapWorks();
    }
}
