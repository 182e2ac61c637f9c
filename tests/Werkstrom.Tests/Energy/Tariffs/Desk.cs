using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Tariffs;

/// <summary>A registry with series, rates, tariffs and contracts.</summary>
static class Desk
{
    public static readonly SupplyPlace Place = new(new(GermanState.NI), "to-100000", "example", "", MeteringKind.Smart, true);

    public static Task<Registries> OpenAsync(Engine engine, Action<IServiceCollection>? further = null) => Registries.OpenAsync(engine, builder =>
    {
        builder.Services.AddOptions<EnergyOptions>().BindConfiguration("energy");
        builder.Services.AddRegistry<EnergyDb>();
        builder.Services.AddSingleton<SeriesBook>().AddSingleton<DailySignals>();
        builder.Services.AddLocalization();
        builder.Services.AddTariffs();
        further?.Invoke(builder.Services);
    });

    public static TariffDefinition Of(RuleDefinition rule, string name = "Energy") =>
        new("Test", [new(name, PartKind.Energy, rule, new(2023, 1, 1))], []);
}
