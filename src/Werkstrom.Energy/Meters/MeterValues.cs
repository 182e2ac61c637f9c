using Werkstrom.Energy.Meters.Files;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>The one way to a home's quarter-hours: every read is noted in the audit with who, which delivery point, which time and what for.</summary>
sealed class MeterValues(MeterStore store, IAudit audit)
{
    /// <summary>What the audit calls a read.</summary>
    public const string ReadAction = "meters.read";

    /// <summary>What it calls a delivery point.</summary>
    public const string Entity = "energy_delivery_point";

    /// <summary>Reads quarter-hours of a delivery point.</summary>
    /// <param name="malo">Which.</param>
    /// <param name="range">Which quarter-hours.</param>
    /// <param name="version">Of <see cref="MeteredLoad.Version"/>; null for the newest.</param>
    /// <param name="purpose">What for, a few words: <c>bill run 7</c>, <c>page of the delivery point</c>.</param>
    /// <exception cref="ArgumentException">The delivery point is none, or has no such version.</exception>
    /// <exception cref="InvalidDataException">Its file is damaged.</exception>
    public async Task<MeteredLoad> ReadAsync(string malo, QuarterRange range, long? version, string purpose, CancellationToken stop)
    {
        var load = Read(malo, range, version);
        await audit.NoteAsync(ReadAction, Entity, malo, Note(range, purpose), stop);
        return load;
    }

    /// <summary>Reads the newest values of several at once, each noted; where a file is damaged, the fault says so and the values are missing.</summary>
    public async Task<(MeteredLoad Load, string? Fault)[]> TryReadAsync(IReadOnlyList<(string Malo, QuarterRange Range)> asked, string purpose, CancellationToken stop)
    {
        var loads = new (MeteredLoad, string?)[asked.Count];
        for (var i = 0; i < loads.Length; i++)
        {
            try
            {
                loads[i] = (Read(asked[i].Malo, asked[i].Range, null), null);
            }
            catch (InvalidDataException e)
            {
                var (malo, range) = asked[i];
                loads[i] = (new(malo, range, 0, new MeterValue[range.Count], new MeterSource[range.Count], null, []), e.Message);
            }
        }

        await audit.NoteAsync(ReadAction, Entity, [.. asked.Select(a => (a.Malo, (object?)Note(a.Range, purpose)))], stop);
        return loads;
    }

    MeteredLoad Read(string malo, QuarterRange range, long? version)
    {
        var file = store.Of(malo);
        var at = checked((int)(version ?? file.Version));
        var (taken, of) = file.Read(range, Flow.Taken, at);
        var isFedIn = file.Records.Take(at).Any(r => r.Flow == Flow.FedIn && r.Values.Length > 0);
        var fed = isFedIn ? file.Read(range, Flow.FedIn, at).Values : null;
        return new(malo, range, at, taken, Array.ConvertAll(of, r => r < 0 ? default : file.Records[r].Source), fed, [.. file.Readings(Flow.Taken, at).Select(r => r.Reading)]);
    }

    static object Note(QuarterRange range, string purpose) => new { purpose, from = Quarters.Start(range.First), to = Quarters.Start(range.End) };
}
