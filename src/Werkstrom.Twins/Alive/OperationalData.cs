using System.Collections.Concurrent;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Live;

namespace Werkstrom.Twins.Alive;

/// <summary>A Property for each signal of an asset; its value is the last sample.</summary>
sealed class OperationalData(AliveIds ids, SignalScope scope, SignalCatalog signals, LiveValues live)
{
    public const string Name = "OperationalData";

    public const string Meaning = "urn:werkstrom:submodel:OperationalData:1:0";

    // what does not change with samples is made once; more assets than this are seldom asked for in turn
    const int MostKept = 2_000;

    readonly ConcurrentDictionary<int, Kept> _kept = new();
    readonly ConcurrentDictionary<int, long> _writes = new();

    public bool Has(Asset asset) => scope.Of(asset.Id).Count > 0;

    /// <summary>The signals of an asset with their elements, which have no values.</summary>
    public IReadOnlyList<(Signal Signal, Property Bare)> Signals(Asset asset) => Of(asset).Signals;

    /// <summary>Another state from now on: whoever read the one before and writes with its tag is refused.</summary>
    public void Written(int asset) => _writes.AddOrUpdate(asset, 1, (_, n) => n + 1);

    public AliveElements Elements(Asset asset)
    {
        var kept = Of(asset);
        var state = kept.State ^ _writes.GetValueOrDefault(asset.Id);
        List<ISubmodelElement> elements = new(kept.Signals.Length);
        foreach (var (signal, bare) in kept.Signals)
        {
            var last = live.TryGet(signal.Id, out var value) ? value : null;
            if (last is not null)
                state = Mixed(Mixed(Mixed(state, signal.Id), last.Instant ^ last.Quality), BitConverter.DoubleToInt64Bits(last.Value));
            elements.Add(last is null || TextOf(signal, bare, last.Value) is not { } text ? bare : SignalElements.With(bare, last, text));
        }

        return new(elements, state & long.MaxValue);
    }

    /// <summary>The element of a signal with a sample.</summary>
    public Property With(Signal signal, Property bare, LiveValue sample) => TextOf(signal, bare, sample.Value) is { } text ? SignalElements.With(bare, sample, text) : bare;

    /// <summary>A value of a signal as its element writes it; null when it has no text.</summary>
    public string? TextOf(Signal signal, Property bare, double value) => bare.ValueType == DataTypeDefXsd.Double
        ? Parts.Number(value)
        : signals.States(signal.Id).GetValueOrDefault((int)value) ?? Parts.Number(value);

    Kept Of(Asset asset)
    {
        var version = signals.Version;
        if (_kept.TryGetValue(asset.Id, out var kept) && kept.Version == version)
            return kept;
        if (_kept.Count >= MostKept)
            _kept.Clear();
        var own = scope.Of(asset.Id);
        var names = IdShorts.Of(own);
        (Signal, Property)[] bare = [.. own.Select(s => (s, SignalElements.Bare(s, names[s.Id], s.Kind == SignalKind.State, ids.Language)))];
        Submodel all = new() { Id = Meaning, SubmodelElements = bare.Length == 0 ? null : [.. bare.Select(b => b.Item2)] };
        return _kept[asset.Id] = new(version, bare, AliveElements.StateOf(AasJson.Write(all)));
    }

    static long Mixed(long state, long more) => unchecked((long)(((ulong)state ^ (ulong)more) * 1_099_511_628_211 + 0x9E3779B97F4A7C15));

    sealed record Kept(long Version, (Signal Signal, Property Bare)[] Signals, long State);
}
