namespace Werkstrom.Condition.Rules;

/// <summary>A rule as a form or a program gives it.</summary>
/// <param name="Name">What people call it; 1 to 200 letters.</param>
/// <param name="Kind">above, below, rise, fall, no-data or terms.</param>
/// <param name="Signal">Path or number of the one signal; or else <paramref name="Asset"/>.</param>
/// <param name="Asset">Path or number of the asset: all signals at or below it, or for terms the asset whose signals they name.</param>
/// <param name="SignalName">Only signals of this name.</param>
/// <param name="SignalUnit">Only signals that measure the same as this unit (UCUM).</param>
/// <param name="Limit">In the shown unit of the signal, or in <paramref name="Unit"/>; without meaning for no-data and terms.</param>
/// <param name="Release">From where on it is over; null: at the limit.</param>
/// <param name="Unit">Unit of limit and release, UCUM; null: the shown one of the signals.</param>
/// <param name="Lasting">How long it has to hold: PT10M or "10 min"; null: at once.</param>
/// <param name="Window">Within which time it rises or falls, or may be silent: PT10M or "10 min".</param>
/// <param name="Terms">Conditions of a rule of terms, one a line: torque * speed &gt;= 3500.</param>
/// <param name="Severity">watch (default) or act.</param>
/// <param name="IsOn">Whether it is at work; default true.</param>
sealed record RuleWish(
    string? Name, string? Kind, string? Signal = null, string? Asset = null, string? SignalName = null, string? SignalUnit = null, double? Limit = null,
    double? Release = null, string? Unit = null, string? Lasting = null, string? Window = null, string? Terms = null, string? Severity = null, bool? IsOn = null);
