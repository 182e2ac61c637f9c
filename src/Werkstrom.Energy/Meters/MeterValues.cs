using Werkstrom.Energy.Meters.Files;
using Werkstrom.Kernel.Auditing;
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

    /// <summary>Reads several at once, each noted.</summary>
    public async Task<IReadOnlyList<MeteredLoad>> ReadAsync(IReadOnlyList<(string Malo, QuarterRange Range, long? Version)> asked, string purpose, CancellationToken stop)
    {
        MeteredLoad[] loads = [.. asked.Select(a => Read(a.Malo, a.Range, a.Version))];
        await audit.NoteAsync(ReadAction, Entity, [.. asked.Select(a => (a.Malo, (object?)Note(a.Range, purpose)))], stop);
        return loads;
    }

    /// <summary>The newest version of a delivery point; tells nothing about anybody and is not noted.</summary>
    public long VersionOf(string malo) => store.Of(malo).Version;

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
