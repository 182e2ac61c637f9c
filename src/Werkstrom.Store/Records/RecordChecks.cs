using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Records;

namespace Werkstrom.Store.Records;

/// <summary>Checks rows before they are written; tells all that is wrong with all of them.</summary>
sealed class RecordChecks(RecordTypes types, AssetCatalog assets)
{
    const int MaxOrigin = 200;

    readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => _errors;

    /// <summary>The values of a row in the types of its fields.</summary>
    public IReadOnlyDictionary<string, object> Check(NewRecord row, int index)
    {
        if (row.AssetId is { } asset && !assets.TryGet(asset, out _))
            Add(index, "assetId", $"There is no asset {asset}.");
        if (row.Until is { } until && until < row.At)
            Add(index, "until", $"The end ({until:O}) is before the beginning ({row.At:O}).");
        if (row.Origin.Length is 0 or > MaxOrigin)
            Add(index, "origin", $"The origin must have 1 to {MaxOrigin} characters.");
        if (!types.TryGet(row.Type, out var type))
        {
            Add(index, "type", $"There is no record type '{row.Type}'.");
            return new Dictionary<string, object>();
        }

        var check = type.Check(row.Values);
        foreach (var (field, reasons) in check.Errors)
            _errors[$"[{index}].{field}"] = reasons;
        return check.Values;
    }

    void Add(int index, string what, string why) => _errors[$"[{index}].{what}"] = [why];
}
