using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Kernel.Signals;

/// <summary>What people change about signals. Each change is one transaction; history stays with the signal's number.</summary>
sealed class SignalChanges(CatalogWriter writer, SignalStates states)
{
    public async Task<Change<Signal>> EditAsync(int id, Func<Signal, Signal> edit, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        if (!writer.Signals.TryGet(id, out var before))
            return Missing(id);
        var after = edit(before);
        var allowed = before with
        {
            Title = after.Title,
            Kind = after.Kind,
            Limits = after.Limits,
            ExpectedInterval = after.ExpectedInterval,
            RetentionDays = after.RetentionDays,
            IsArchived = after.IsArchived,
        };
        if (allowed != after)
            throw new ArgumentException("Path and unit of a signal have methods of their own.", nameof(edit));
        List<string> errors = [.. Errors(after)];
        return errors.Count > 0 ? new ChangeProblem(ChangeFault.Invalid, string.Join(' ', errors)) : await SaveAsync(after, stop);
    }

    public async Task<Change<Signal>> MoveAsync(int id, int assetId, string name, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        if (!writer.Signals.TryGet(id, out var before))
            return Missing(id);
        if (!writer.Assets.TryGet(assetId, out var asset))
            return new ChangeProblem(ChangeFault.NotFound, $"There is no asset {assetId}.");
        var after = before with { AssetId = asset.Id, Name = PathText.Compose(name), Path = $"{asset.Path}/{PathText.Compose(name)}" };
        if ((PathText.CheckName(name) ?? PathText.CheckSignalPath(after.Path)) is { } reason)
            return new ChangeProblem(ChangeFault.Invalid, reason);
        if (writer.Signals.TryGetFolded(after.PathFold, out var other) && other.Id != before.Id)
            return PathProblems.Taken(after.Path, other.Path, writer.Signals.TryGetLive(after.PathFold, out _));
        var change = new CatalogChange { EditedSignals = { after } };
        if (after.PathFold != before.PathFold)
        {
            change.SignalAliases.Add((before.Path, before.Id));
            change.DroppedSignalAliases.Add(after.PathFold);
        }

        await writer.CommitAsync(change, stop);
        return after;
    }

    public async Task<Change<Signal>> ConvertUnitAsync(int id, string unit, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        if (!writer.Signals.TryGet(id, out var before))
            return Missing(id);
        if (Ucum.Check(unit) is { } reason)
            return new ChangeProblem(ChangeFault.Invalid, reason);
        if (!Ucum.TryConversion(before.StoredUnit, unit, out var stored) || !Ucum.TryConversion(before.Unit, unit, out var shown))
            return new ChangeProblem(ChangeFault.Conflict, $"'{before.Unit}' and '{unit}' measure different things; if the unit was wrong, correct it instead.");
        var limits = before.Limits;
        return await SaveAsync(before with
        {
            Unit = unit,
            Factor = stored.Factor,
            Offset = stored.Offset,
            Limits = new SignalLimits(Of(limits.LowAlarm), Of(limits.LowWarning), Of(limits.HighWarning), Of(limits.HighAlarm)),
        }, stop);

        double? Of(double? limit) => limit is { } value ? shown.Of(value) : null;
    }

    public async Task<Change<Signal>> RelabelUnitAsync(int id, string unit, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        if (!writer.Signals.TryGet(id, out var before))
            return Missing(id);
        if (unit.Length > 0 && Ucum.Check(unit) is { } reason)
            return new ChangeProblem(ChangeFault.Invalid, reason);
        return await SaveAsync(before with { Unit = unit, StoredUnit = unit, Factor = 1, Offset = 0 }, stop);
    }

    public async Task<Change<Signal>> MergeAsync(int fromId, int intoId, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        if (!writer.Signals.TryGet(fromId, out var from))
            return Missing(fromId);
        if (!writer.Signals.TryGet(intoId, out var into))
            return Missing(intoId);
        if (Refuse(from, into) is { } reason)
            return new ChangeProblem(ChangeFault.Conflict, reason);
        var change = new CatalogChange();
        Merge(change, from, into);
        await writer.CommitAsync(change, stop);
        states.Apply(change);
        return into;
    }

    public async Task<bool> RemoveAliasAsync(string path, CancellationToken stop)
    {
        using var held = await writer.Gate.EnterAsync(stop);
        var folded = PathText.Fold(path);
        if (!writer.Signals.TryGetAlias(folded, out _))
            return false;
        await writer.CommitAsync(new CatalogChange { DroppedSignalAliases = { folded } }, stop);
        return true;
    }

    public void Merge(CatalogChange change, Signal from, Signal into)
    {
        change.MergedSignals.Add((from, into));
        change.SignalAliases.Add((from.Path, into.Id));
        change.NewStates.AddRange(states.MissingIn(from.Id, into.Id));
    }

    /// <summary>Why two signals cannot become one, or null.</summary>
    public string? Refuse(Signal from, Signal into)
    {
        if (from.Id == into.Id)
            return $"'{from.Path}' and '{into.Path}' are one signal already.";
        if (from.Kind != into.Kind)
            return $"'{from.Path}' is a {from.Kind} and '{into.Path}' a {into.Kind}; make them alike first.";
        if (from.StoredUnit != into.StoredUnit && from.StoredUnit.Length > 0 && into.StoredUnit.Length > 0)
            return $"'{from.Path}' is kept in '{from.StoredUnit}' and '{into.Path}' in '{into.StoredUnit}'; only samples in the same unit can be merged.";
        return states.Conflict(from.Id, into.Id) is { } text
            ? $"The number of the state '{text}' of '{from.Path}' means something else in '{into.Path}'." : null;
    }

    static IEnumerable<string> Errors(Signal signal)
    {
        if (signal.Limits.Check() is { } reason)
            yield return reason;
        if (signal.Title is { } title && title.Trim().Length is 0 or > 200)
            yield return "A title has 1 to 200 characters.";
        if (signal.ExpectedInterval is { } interval && (interval < TimeSpan.FromMicroseconds(1) || interval > TimeSpan.FromDays(400)))
            yield return "The expected interval must be between a microsecond and 400 days.";
        if (signal.RetentionDays is < 1 or > 36_500)
            yield return "Raw samples are kept for 1 to 36,500 days.";
        if (!Enum.IsDefined(signal.Kind))
            yield return "There is no such kind of signal.";
    }

    async Task<Change<Signal>> SaveAsync(Signal signal, CancellationToken stop)
    {
        await writer.CommitAsync(new CatalogChange { EditedSignals = { signal } }, stop);
        return signal;
    }

    static ChangeProblem Missing(int id) => new(ChangeFault.NotFound, $"There is no signal {id}.");
}

/// <summary>What is said when a path is in use.</summary>
static class PathProblems
{
    public static ChangeProblem Taken(string path, string other, bool isLive) => new(ChangeFault.Conflict, isLive
        ? $"There is '{other}' already; merge the two instead."
        : $"'{path}' is a former path of '{other}' and still leads there; remove that former path first.");
}
