using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Inputs;

namespace Werkstrom.Energy.Index.Reading;

/// <summary>A day of a region.</summary>
/// <param name="Day">The German day.</param>
/// <param name="Quarters">92, 96 or 100.</param>
/// <param name="Seal">How it is frozen; null: it is not, and the fallback of a contract applies.</param>
/// <param name="Forecast">When the forecast was said; null: there is none.</param>
/// <param name="Negative">Quarter-hours in which a generation below 0 counts as 0.</param>
sealed record IndexDay(DateOnly Day, IReadOnlyList<IndexQuarter> Quarters, IndexSeal? Seal, ForecastIssue? Forecast, int Negative);

/// <summary>A quarter-hour.</summary>
/// <param name="Start">When it begins, UTC.</param>
/// <param name="Index">The frozen index that prices, 0 to 100; null: not frozen.</param>
/// <param name="Measured">The index by what was measured, 0 to 100: for audit, it never prices.</param>
/// <param name="Share">Renewable share of what is used, 0 to 1.</param>
/// <param name="Coverage">How much of the load the region covers itself, 0 to 1.</param>
/// <param name="ZoneShare">Renewable share of what comes from the zone, 0 to 1.</param>
/// <param name="Co2">g/kWh of what is used.</param>
/// <param name="IsProvisional">The measured index was compared with less than 365 days.</param>
/// <param name="Quality">measured, incomplete, forecast or none.</param>
/// <param name="Parts">Local renewable generation by technology, Wh.</param>
/// <param name="Load">Wh.</param>
/// <param name="Forecast">As it was said; null: it was not.</param>
sealed record IndexQuarter(
    DateTimeOffset Start, int? Index, int? Measured, double? Share, double? Coverage, double? ZoneShare, double? Co2, bool? IsProvisional, string Quality,
    IReadOnlyDictionary<string, int?>? Parts, int? Load, IndexBand? Forecast);

/// <summary>A forecast of a quarter-hour: quantiles of the share (0 to 1) and the index that each would be.</summary>
/// <param name="ShareLow">10 %.</param>
/// <param name="ShareMiddle">50 %.</param>
/// <param name="ShareHigh">90 %.</param>
/// <param name="Low">Index of the 10 % quantile.</param>
/// <param name="Middle">Index of the median.</param>
/// <param name="High">Index of the 90 % quantile.</param>
sealed record IndexBand(double ShareLow, double ShareMiddle, double ShareHigh, int Low, int Middle, int High);

/// <summary>When a forecast was said.</summary>
/// <param name="At">When it was computed.</param>
/// <param name="IsAfterwards">After the day had begun, by what was known before it.</param>
/// <param name="Prices">Quarter-hours of the day whose day-ahead price it knew: without them it is less exact.</param>
sealed record ForecastIssue(DateTimeOffset At, bool IsAfterwards, int Prices);

/// <summary>How a day is frozen.</summary>
/// <param name="Basis">forecast; measured: made afterwards; begun: made while the day ran, from the forecast of the day before.</param>
/// <param name="IsLate">After 18:15 of the day before.</param>
/// <param name="FrozenAt">When.</param>
/// <param name="Hash">What the next day names.</param>
/// <param name="Href">Where the signature and the inputs are.</param>
sealed record IndexSeal(string Basis, bool IsLate, DateTimeOffset FrozenAt, string Hash, string Href)
{
    /// <summary>Of a row.</summary>
    public static IndexSeal Of(FrozenRow row) => new(
        Tariff.Index.FrozenDay.BasisWord(row.Basis), row.IsLate, row.FrozenAt, row.Hash,
        FormattableString.Invariant($"/api/energy/index/{row.Region}/{InputBook.Date(row.Day):yyyy-MM-dd}/seal"));
}
