using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Energy.Pilots;

/// <summary>What the module calls to offer its tests and figures to pilots.</summary>
static class PilotServices
{
    public static void AddPilotTrials(this IServiceCollection services)
    {
        services.AddSingleton<ITried, LabTried>().AddSingleton<ITried, TariffTried>().AddSingleton<ITried, CustomerTried>().AddSingleton<SettlementTrial>().AddSingleton<MeterTrial>();
        services.AddSingleton<PartnerEnds>().AddSingleton<IndexTrials>().AddSingleton<WireTrials>().AddSingleton<BillTrial>().AddSingleton<FigureTrials>().AddSingleton<TrialWords>();
        Offer<IndexTrials>(services, "index-arrival", new(true, "%", true, 95, 30), t => t.ArrivalAsync);
        Offer<IndexTrials>(services, "index-gaps", new(true, "1", false, 0, 30), t => t.GapsAsync);
        Offer<IndexTrials>(services, "index-signature", new(true, "%", true, 100, 30), t => t.SignatureAsync);
        Offer<BillTrial>(services, "bill-match", new(true, "1", false, 0, 1), t => t.RunAsync);
        Offer<SettlementTrial>(services, "settlement-match", new(true, "1", false, 0, 30), t => t.RunAsync);
        Offer<WireTrials>(services, "availability", new(true, "%", true, 99, 1), t => t.AvailabilityAsync);
        Offer<WireTrials>(services, "response-time", new(true, "ms", false, 1_000, 1), t => t.ResponseAsync);
        Offer<WireTrials>(services, "gsi-form", new(true, "1", false, 0, 1), t => t.GsiAsync);
        Offer<WireTrials>(services, "awattar-form", new(true, "1", false, 0, 1), t => t.AwattarAsync);
        Offer<WireTrials>(services, "energy-charts-form", new(true, "1", false, 0, 1), t => t.EnergyChartsAsync);
        Offer<FigureTrials>(services, "price-gaps", new(false, "1", false, 0, 30), t => t.PriceGapsAsync);
        Offer<MeterTrial>(services, "meter-gaps", new(false, "1", false, 0, 30), t => t.RunAsync);
    }

    static void Offer<T>(IServiceCollection services, string key, TrialShape shape, Func<T, Func<TrialTarget, DateOnly, DateOnly, CancellationToken, Task<TrialAnswer>>> run) where T : notnull =>
        services.AddSingleton<ITrial>(all => new Trial(key, shape, all.GetRequiredService<TrialWords>(), run(all.GetRequiredService<T>())));
}
