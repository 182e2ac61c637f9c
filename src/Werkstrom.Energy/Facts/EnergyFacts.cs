using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Facts;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Queries;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Facts;

/// <summary>
/// What the counters of an asset counted, in kWh: today, yesterday, this month, by the days of the house; and what the energy of a machine cost and caused. IDTA has no template of consumption, so the meanings are our own. Only
/// counters that stand in the tree of assets: meters of customers are in their personal files, and no twin shows them.
/// </summary>
sealed class EnergyFacts(SignalScope scope, SampleQueries samples, CostFacts costs, IOptions<UiOptions> ui, TimeProvider clock) : ISubmodelSource
{
    const string Base = "urn:werkstrom:energy:", Unit = "kW.h";

    readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(ui.Value.TimeZone);

    // what a counter showed longer before midnight says nothing of that midnight
    static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    public string Name => "EnergyUse";

    public string Meaning => "urn:werkstrom:submodel:EnergyUse:1:0";

    public (string Version, string Revision) Edition => ("1", "0");

    public bool Has(int assetId) => scope.Of(assetId).Any(IsCounter);

    public async ValueTask<IReadOnlyList<Fact>> ReadAsync(int assetId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var today = TimeZoneInfo.ConvertTime(now, _zone).Date;
        long[] instants = [Start(today.AddDays(-1)), Start(today), Start(today.AddDays(1 - today.Day)), Micros.Of(now)];
        List<IReadOnlyList<Fact>> counters = [];
        foreach (var signal in scope.Of(assetId).Where(IsCounter))
        {
            if (!Ucum.TryConversion(signal.Unit, Unit, out var toKwh))
                continue;
            var atStarts = await samples.AsOfAsync(signal.Id, instants[..3], Fresh, stop);
            var last = (await samples.AsOfAsync(signal.Id, instants[3..], null, stop))[0];
            List<Fact> facts = [Value("Counter", signal.Path)];
            Add(facts, "TodayInKWh", atStarts[1], last, toKwh);
            Add(facts, "YesterdayInKWh", atStarts[0], atStarts[1], toKwh);
            Add(facts, "ThisMonthInKWh", atStarts[2], last, toKwh);
            counters.Add(facts);
        }

        return [Value("TimeZone", _zone.Id), .. await costs.OfAsync(assetId, today, _zone, stop), new FactList("Counters", Base + "Counters:1:0", Base + "CounterUse:1:0", counters)];
    }

    static bool IsCounter(Signal signal) => signal.Kind == SignalKind.Counter && signal.Unit.Length > 0 && Ucum.TryConversion(signal.Unit, Unit, out _);

    // a counter that went back was changed: of such a stretch nothing is said
    static void Add(List<Fact> facts, string name, double from, double to, UnitConversion toKwh)
    {
        if (double.IsFinite(from) && double.IsFinite(to) && to >= from)
            facts.Add(Value(name, Math.Round(toKwh.Of(to) - toKwh.Of(from), 3)));
    }

    long Start(DateTime local) => Micros.Of(new DateTimeOffset(local, _zone.GetUtcOffset(local)));

    /// <summary>A value with a meaning of our own.</summary>
    public static FactValue Value(string name, object value) => new(name, Meant(name), value);

    /// <summary>A meaning of our own.</summary>
    public static string Meant(string name) => $"{Base}{name}:1:0";
}
