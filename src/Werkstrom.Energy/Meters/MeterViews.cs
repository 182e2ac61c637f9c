using System.ComponentModel;
using Werkstrom.Energy.Meters.Taking;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>How to read a CSV file.</summary>
sealed record CsvAsk(
    [property: Description("Name of the file, for people")] string? Name,
    [property: Description("Wh, Kwh, Kw or WattPerMegawattHour; without it the head of the file says")] CsvUnit? Unit,
    [property: Description("The delivery point; without it a column malo says")] string? Malo,
    [property: Description("Annual consumption in kWh, for a load profile")] decimal? AnnualKwh,
    [property: Description("First day onto which the rows are laid, whatever year their stamps are of")] DateOnly? From);

/// <summary>A reading.</summary>
/// <param name="At">When; the start of a quarter-hour.</param>
/// <param name="Kwh">What the register showed.</param>
/// <param name="Note">Who read it, for people.</param>
sealed record ReadingAsk(DateTimeOffset At, decimal Kwh, string? Note);

/// <summary>What a closing did.</summary>
sealed record CloseView(int Changed, int Missing);

/// <summary>What is to be changed of a delivery point; null leaves it, an empty text takes it away.</summary>
sealed record PointChange(string? Melo, string? MeterOperator, string? GridOperator, int? FuseAmperes, int? RegisterDigits, int? SignalId, MeterSignal? SignalKind)
{
    public void Apply(DeliveryPoint point)
    {
        point.Melo = Melo is null ? point.Melo : Melo.Length == 0 ? null : Melo;
        point.MeterOperator = MeterOperator ?? point.MeterOperator;
        point.GridOperator = GridOperator ?? point.GridOperator;
        point.FuseAmperes = FuseAmperes ?? point.FuseAmperes;
        point.RegisterDigits = RegisterDigits ?? point.RegisterDigits;
        point.SignalId = SignalKind == MeterSignal.None ? null : SignalId ?? point.SignalId;
        point.SignalKind = SignalKind ?? point.SignalKind;
    }
}

/// <summary>Delivery points.</summary>
sealed record MeterList(IReadOnlyList<MeterListRow> Points);

/// <summary>How complete a delivery point is.</summary>
sealed record MeterListRow(string Malo, int Version, DateTimeOffset? From, DateTimeOffset? To, int Measured, int Substitutes, int Missing, string? Fault)
{
    public static MeterListRow Of(MeterSummary summary) => new(
        summary.Malo, summary.Version, summary.Span.Count == 0 ? null : Quarters.Start(summary.Span.First), summary.Span.Count == 0 ? null : Quarters.Start(summary.Span.End),
        summary.Measured, summary.Substitutes, summary.Missing, summary.Fault);
}

/// <summary>Quarter-hours.</summary>
/// <param name="Wh">Null where nothing is known.</param>
/// <param name="Ways">How each was determined, by the index into <paramref name="Names"/>.</param>
sealed record LoadView(
    string Malo, DateTimeOffset From, long Version, IReadOnlyList<int?> Wh, IReadOnlyList<int> Ways, IReadOnlyList<string> Names, IReadOnlyList<int>? FedInWh,
    IReadOnlyList<ReadingView> Readings)
{
    public static LoadView Of(MeteredLoad load) => new(
        load.Malo, Quarters.Start(load.Range.First), load.Version,
        [.. load.Taken.Select((v, i) => MeteredLoad.WayOf(v, load.Sources[i]) == MeterWay.Missing ? (int?)null : v.Wh)],
        [.. load.Taken.Select((v, i) => (int)MeteredLoad.WayOf(v, load.Sources[i]))], [.. Enum.GetNames<MeterWay>()],
        load.FedIn is null ? null : load.FedInWh, [.. load.Readings.Select(r => new ReadingView(Quarters.Start(r.Quarter), r.Wh / 1_000m))]);
}

/// <summary>What the register showed.</summary>
sealed record ReadingView(DateTimeOffset At, decimal Kwh);
