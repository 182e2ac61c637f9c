using System.Globalization;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Alive;

/// <summary>Values that are written to a shell become samples of now, durable and audited when the write returns.</summary>
sealed class AliveWrites(OperationalData data, SignalCatalog signals, ISampleSink sink, IAudit audit, TimeProvider clock)
{
    const int MostText = 200;

    readonly Lock _lock = new();

    /// <summary>Writes what is planned on the state of this moment.</summary>
    /// <exception cref="ShellException">What is planned cannot be; nothing is written.</exception>
    /// <exception cref="StoreBusyException">The Store takes nothing for a moment.</exception>
    public async Task WriteAsync(Asset asset, Func<AliveElements, IReadOnlyList<ElementWrite>> plan, CancellationToken stop)
    {
        var planned = Plan(asset, plan);
        if (planned.Count == 0)
            return;
        SampleBatch batch = new(planned.Count);
        var now = Micros.Of(clock.GetUtcNow());
        foreach (var (signal, value) in planned)
            batch.Add(signal.Id, now, await StoredAsync(signal, value, stop));
        await sink.WriteAsync(batch, CancellationToken.None);
        await audit.NoteAsync("signal.written", "signal", [.. planned.Select(p => (p.Signal.Path, (object?)new { p.Value }))], CancellationToken.None);
    }

    // of two who write on the tag that both read, the second finds another state here
    List<(Signal Signal, string Value)> Plan(Asset asset, Func<AliveElements, IReadOnlyList<ElementWrite>> plan)
    {
        lock (_lock)
        {
            var writes = plan(data.Elements(asset));
            var byName = data.Signals(asset).ToDictionary(s => s.Bare.IdShort!, s => s.Signal);
            List<(Signal, string)> planned = [];
            List<Wrong> wrongs = [];
            foreach (var (path, element) in writes)
            {
                if (path.Steps is not [{ Name: { } name }] || !byName.TryGetValue(name, out var signal) || element is not Property property)
                    wrongs.Add(new("value", $"{path}: is no signal."));
                else if (Fault(signal, property) is { } fault)
                    wrongs.Add(new("value", $"{path}: {fault}"));
                else
                    planned.Add((signal, property.Value!));
            }

            if (wrongs.Count > 0)
                throw new ShellException(Refusal.BadRequest, wrongs);
            if (planned.Count > 0)
                data.Written(asset.Id);
            return planned;
        }
    }

    static string? Fault(Signal signal, Property property) => property.Value switch
    {
        null or "" => "has no value; a sample is a number or the text of a state.",
        _ when property.ValueType == DataTypeDefXsd.Double && !(TryNumber(property.Value, out var number) && double.IsFinite((number - signal.Offset) / signal.Factor)) =>
            "must be a finite number.",
        { Length: > MostText } => $"may have {MostText} characters.",
        _ => null,
    };

    async Task<double> StoredAsync(Signal signal, string value, CancellationToken stop)
    {
        if (signal.Kind != SignalKind.State)
            return TryNumber(value, out var number) ? (number - signal.Offset) / signal.Factor : throw new InvalidOperationException($"'{value}' was checked before.");
        if (signals.TryGetState(signal.Id, value, out var known))
            return known;
        // a state that has no text yet is shown by its number, and is written so too
        if (signals.States(signal.Id).Count == 0 && TryNumber(value, out var bare))
            return bare;
        return await signals.EnsureStateAsync(signal.Id, value, stop)
            ?? throw ShellException.BadRequest($"{signal.Path}: the state {ShellException.Quote(value)} is new, and the signal has as many states as it may.");
    }

    static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
