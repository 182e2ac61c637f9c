using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;
using Werkstrom.Plant.Asking;

namespace Werkstrom.Plant.Signals;

/// <summary>What is to be changed of a signal; what is null stays as it is.</summary>
/// <param name="Title">What people call it, up to 200 letters; empty for none.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="UnitMode">With unit: convert (same quantity in another unit, history and limits are converted) or relabel (the unit was wrong, numbers stay).</param>
/// <param name="Kind">What the numbers mean.</param>
/// <param name="Limits">All four limits, each or null, in the unit that holds after the change.</param>
/// <param name="ExpectedInterval">ISO 8601 duration such as PT1S; empty for not known.</param>
/// <param name="RetentionDays">Days that samples are kept, 1 to 36500; 0 for ever.</param>
/// <param name="IsArchived">True puts it away: hidden from lists, history kept.</param>
sealed record SignalPatch(
    string? Title = null, string? Unit = null, string? UnitMode = null, SignalKind? Kind = null, SignalLimits? Limits = null,
    string? ExpectedInterval = null, int? RetentionDays = null, bool? IsArchived = null)
{
    /// <summary>Everything that is wrong with it, before anything is changed.</summary>
    public Faults Check()
    {
        var faults = new Faults();
        if (Title is { Length: > 200 })
            faults.Add("title", $"title has {Title.Length} letters; 200 are allowed.");
        if (Unit is { Length: > 0 } unit && Ucum.Check(unit) is { } reason)
            faults.Add("unit", $"unit ({unit}): {reason}");
        if (Unit is not null && UnitMode is not ("convert" or "relabel"))
            faults.Add("unitMode", "unitMode must be convert (another unit of the same quantity) or relabel (the unit was wrong) when unit is given.");
        if (Unit is null && UnitMode is not null)
            faults.Add("unit", "unit is missing: unitMode says how to change it.");
        if (Limits?.Check() is { } order)
            faults.Add("limits", order);
        if (ExpectedInterval is { Length: > 0 } && Iso.Length(ExpectedInterval) is not { Ticks: > 0, TotalDays: <= 400 })
            faults.Add("expectedInterval", $"expectedInterval ({ExpectedInterval}) must be a duration such as PT1S or PT15M, at most 400 days.");
        if (RetentionDays is < 0 or > 36_500)
            faults.Add("retentionDays", $"retentionDays ({RetentionDays}) must be 1 to 36500, or 0 for ever.");
        return faults;
    }

    /// <summary>Makes the change: the unit first, for limits are in the unit that then holds.</summary>
    public async Task<Change<Signal>> ApplyAsync(SignalCatalog catalog, int id, CancellationToken stop)
    {
        if (Unit is { } unit)
        {
            var changed = UnitMode == "relabel" ? await catalog.RelabelUnitAsync(id, unit, stop) : await catalog.ConvertUnitAsync(id, unit, stop);
            if (changed.Problem is not null)
                return changed;
        }
        return await catalog.ChangeAsync(id, Edit, stop);
    }

    Signal Edit(Signal signal) => signal with
    {
        Title = Title is null ? signal.Title : Title.Trim() is { Length: > 0 } title ? title : null,
        Kind = Kind ?? signal.Kind,
        Limits = Limits ?? signal.Limits,
        ExpectedInterval = ExpectedInterval is null ? signal.ExpectedInterval : Iso.Length(ExpectedInterval),
        RetentionDays = RetentionDays is null ? signal.RetentionDays : RetentionDays > 0 ? RetentionDays : null,
        IsArchived = IsArchived ?? signal.IsArchived,
    };
}
