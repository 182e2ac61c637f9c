using Microsoft.EntityFrameworkCore;
using Werkstrom.Condition.Facts;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Facts;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Life;

/// <summary>
/// The remaining life that was last said of an asset, in the form of IDTA 02048-1-0, with the limits within which it is run as boundary conditions.
/// </summary>
sealed class LifeFacts(AssetCatalog assets, SignalCatalog signals, LifeDesk desk, BoundaryFacts boundaries, IDbContextFactory<ConditionDb> dbs) : ISubmodelSource
{
    const string Base = "https://admin-shell.io/idta/PredictiveMaintenance/";

    public string Name => "PredictiveMaintenance";

    public string Meaning => "https://admin-shell.io/idta/SubmodelTemplate/PredictiveMaintenance/1/0";

    public (string Version, string Revision) Edition => ("1", "0");

    // whoever says a remaining life writes the signal
    public bool Has(int assetId) => assets.TryGet(assetId, out var asset) && signals.TryGet($"{asset.Path}/{LifeHour.Signal}", out var signal) && signal.AssetId == assetId;

    public async ValueTask<IReadOnlyList<Fact>> ReadAsync(int assetId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var said = await db.Set<LifeRow>().AsNoTracking().Where(r => r.AssetId == assetId).OrderByDescending(r => r.At).FirstOrDefaultAsync(stop);
        return said is null ? [] : [Group("RemainingUsefulLifePrediction", Parts(said, (await desk.SettingAsync(assetId, stop)).WantedDays,
            boundaries.Of(assetId, s => said.Method == LifeMethod.Trend && said.PartKey == s.Label)))];
    }

    static IReadOnlyList<Fact> Parts(LifeRow said, double wanted, FactList boundaries) =>
    [
        Group("RemainingUsefulLifetime",
        [
            Value("IndicationType", "time"), Value("DurationValue", said.Middle), Value("EngineeringUnit", "d"), Value("StartValue", 0.0),
            Value("StartDateTime", said.At), Value("Description", said.PartKey),
        ]) with { IsThing = true },
        Value("RemainingUsfulLifeDateTime", said.At.AddDays(Math.Clamp(said.Middle, 0, 36_500))), // the template's own spelling
        new FactRange("ConfidenceInterval", Base + "ConfidenceInterval/1/0", said.Lower, said.Upper),
        boundaries,
        Group("PredictionModelInformation", [Value("ModelType", "data-driven methods"), Value("ModelDescription", Words(said))]),
        new FactList("ListPreAlerts", Base + "ListPreAlerts/1/0", Base + "PreAlerts/1/0", [[Value("PreAlertValue", wanted)]]),
    ];

    static string Words(LifeRow said) => FormattableString.Invariant($"{said.Method switch
    {
        LifeMethod.Learned => "Learned from the signals of past lives",
        LifeMethod.Dates => "Weibull distribution of the dates of past failures",
        _ => "Trend of a signal towards its limit",
    }}{(said.Version is { } version ? $", version {version}" : "")}; the truth lies in the confidence interval in {100 * said.Share:0} % of cases.");

    static FactGroup Group(string name, IReadOnlyList<Fact> parts) => new(name, $"{Base}{name}/1/0", parts);

    static FactValue Value(string name, object value) => new(name, $"{Base}{name}/1/0", value);
}
