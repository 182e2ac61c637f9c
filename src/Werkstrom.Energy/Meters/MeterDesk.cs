using System.Text;
using System.Text.Json;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters.Files;
using Werkstrom.Energy.Meters.Taking;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>What people do with meters beside messages: files, readings, substitutes, erasure.</summary>
sealed class MeterDesk(
    MeterStore store, MeterValues values, MeterPoints points, MeterLetters letters, ContractBook contracts, IEnumerable<IMeterCopy> copies, IAudit audit, TimeProvider clock)
{
    static readonly TimeSpan LookBack = TimeSpan.FromDays(29);

    /// <summary>
    /// Takes a file of quarter-hours: nothing when something is wrong with it; else what it says of delivery points that are known. The whole lines of the
    /// others are kept with the reason, to be taken again.
    /// </summary>
    /// <param name="text">The file.</param>
    /// <param name="order">How it is to be read.</param>
    /// <param name="name">Its name, for people.</param>
    public async Task<(Intake? Intake, IReadOnlyList<Fault> Faults)> CsvAsync(string text, CsvOrder order, string name, CancellationToken stop)
    {
        var (intake, unknown, faults) = await TakeAsync(text, order, name, stop);
        if (intake is null || unknown.Count == 0)
            return (intake, faults);
        var rest = Encoding.UTF8.GetBytes(MeterCsv.Only(text, unknown));
        return (intake with { Letter = (await letters.KeepAsync(rest, name, "", intake.Reasons, 0, order, stop)).Id }, []);
    }

    /// <summary>Takes what was kept of a file again.</summary>
    public async Task<Intake> AgainAsync(byte[] text, string order, string name, CancellationToken stop)
    {
        var (intake, _, faults) = await TakeAsync(Encoding.UTF8.GetString(text), JsonSerializer.Deserialize<CsvOrder>(order)!, name, stop);
        return intake ?? new(0, 0, 0, 0, [.. faults.Select(f => f.ToString())], null);
    }

    async Task<(Intake? Intake, HashSet<string> Unknown, IReadOnlyList<Fault> Faults)> TakeAsync(string text, CsvOrder order, string name, CancellationToken stop)
    {
        using StringReader reader = new(text);
        var (read, faults) = MeterCsv.Read(reader, order);
        var now = Quarters.Of(clock.GetUtcNow());
        if (faults.Count == 0 && read.Values.Where(v => v.Count > 0 && v.Keys.Last() > now).ToList() is { Count: > 0 } ahead)
            faults = [new(0, FormattableString.Invariant($"{ahead.Sum(v => v.Keys.Count(q => q > now))} quarter-hours are still to come, the first at {Quarters.Start(ahead.Min(v => v.Keys.First(q => q > now))):yyyy-MM-dd HH:mm}Z."))];
        if (faults.Count > 0)
            return (null, [], faults);
        var unknown = read.Keys.ToHashSet();
        unknown.ExceptWith(await points.KnownOfAsync(unknown, stop));
        var (count, changed, refused) = (0, 0, 0);
        foreach (var (malo, own) in read.Where(r => !unknown.Contains(r.Key)))
        {
            stop.ThrowIfCancellationRequested();
            var first = own.Keys.First();
            var row = new MeterValue[own.Keys.Last() - first + 1];
            foreach (var (quarter, wh) in own)
                row[quarter - first] = MeterValue.Measured(wh);
            var taken = store.Take(malo, Flow.Taken, first, row, MeterSource.Csv, clock.GetUtcNow(), name);
            (count, changed, refused) = (count + own.Count, changed + taken.Changed, refused + taken.Refused);
        }

        return (new(read.Count - unknown.Count, count, changed, refused, [.. unknown.Order().Select(m => FormattableString.Invariant($"{m} is not known here: there is no contract for it, and nobody entered it ({read[m].Count} quarter-hours)."))], null), unknown, []);
    }

    /// <summary>Keeps what the register showed; between readings the contract's load profile says when the energy was used.</summary>
    /// <exception cref="ArgumentException">There is no contract with a load profile then, or the register goes back.</exception>
    public async Task<MeterTaken> ReadingAsync(string malo, Reading reading, string note, CancellationToken stop)
    {
        var contract = await ContractAsync(malo, reading.Quarter, stop);
        if (contract?.Profile is not { } profile)
            throw new ArgumentException($"{malo} has no contract with a load profile at {Quarters.Start(reading.Quarter):O}: a reading says nothing of its quarter-hours.", nameof(malo));
        var digits = (await points.FindAsync(malo, stop))?.RegisterDigits;
        return store.Note(malo, reading, all => Readings.Spread(all, LoadProfile.Of(profile), contract.Place.Calendar.TypeOf, digits), note);
    }

    /// <summary>
    /// Closes a time: what is missing gets substitutes by the rules of the library, and implausible values too, when they came by file or Signal (what the
    /// market sends as true is its operator's word; below 0 nothing is taken). True values that come later replace them.
    /// </summary>
    /// <returns>How many quarter-hours have another value now, and how many are still missing.</returns>
    public async Task<(int Changed, int Missing)> CloseAsync(Contract contract, QuarterRange range, CancellationToken stop)
    {
        var back = (int)(LookBack.TotalMinutes / 15);
        range = range.Meet(new(range.First, Math.Max(0, Quarters.Of(clock.GetUtcNow()) - range.First))); // of what is still to come nothing is missing
        if (range.Count == 0)
            return (0, 0);
        QuarterRange all = new(range.First - back, range.Count + back);
        var load = await values.ReadAsync(contract.Malo, all, null, "substitute values", stop);
        if (load.Taken.All(v => v.Origin != ValueOrigin.True)) // only the load profile can say something: no need to look back
            (back, load) = (0, Newer(load, range));
        var fuse = (await points.FindAsync(contract.Malo, stop))?.FuseAmperes;
        SubstituteRules rules = new()
        {
            MostPower = fuse is { } amperes ? SubstituteRules.FusePower(amperes) : null,
            Profile = contract.Profile is { } profile ? LoadProfile.Of(profile) : null,
            AnnualWh = contract.AnnualWh,
        };
        var changed = Fill(contract, load, load.Taken, Flow.Taken, rules, back);
        if (load.FedIn is { } fed)
            changed += Fill(contract, load, fed, Flow.FedIn, rules with { Profile = null }, back);
        var (now, _) = store.Of(contract.Malo).Read(range, Flow.Taken, store.Of(contract.Malo).Version);
        return (changed, now.Count(v => v.Origin == ValueOrigin.Missing));
    }

    /// <summary>Takes quarter-hours out for good, for the sake of a person; the audit notes who did it.</summary>
    public async Task EraseAsync(string malo, QuarterRange? range, CancellationToken stop)
    {
        // copies first: a stop between leaves what can be erased again
        foreach (var copy in copies)
            copy.Erase(malo);
        store.Erase(malo, range);
        await audit.NoteAsync("meters.erased", MeterValues.Entity, malo, range is { } some ? new { from = Quarters.Start(some.First), to = Quarters.Start(some.End) } : null, stop);
    }

    /// <summary>The contract that holds at a delivery point; null when there is none.</summary>
    public async Task<Contract?> ContractAsync(string malo, int quarter, CancellationToken stop) =>
        (await contracts.OverlappingAsync(new(quarter - 1, 2), stop)).LastOrDefault(c => c.Malo == malo);

    static MeteredLoad Newer(MeteredLoad load, QuarterRange range)
    {
        var skipped = range.First - load.Range.First;
        return load with { Range = range, Taken = load.Taken[skipped..], Sources = load.Sources[skipped..], FedIn = load.FedIn?[skipped..] };
    }

    int Fill(Contract contract, MeteredLoad load, MeterValue[] now, Flow flow, SubstituteRules rules, int back)
    {
        var known = Array.ConvertAll(now, v => v.Origin == ValueOrigin.True ? v.Wh : (int?)null);
        var filled = Substitution.Fill(load.Range, known, rules, contract.Place.Calendar.TypeOf);
        var changes = new MeterValue[now.Length - back];
        for (var i = back; i < now.Length; i++)
        {
            var isJudged = now[i].Origin == ValueOrigin.True && filled[i].Doubt != Doubt.None;
            var isOurs = load.Sources[i] is MeterSource.Csv or MeterSource.Signal || filled[i].Doubt == Doubt.Negative;
            if (filled[i].Origin is not (ValueOrigin.True or ValueOrigin.Missing) && now[i].Origin != ValueOrigin.Given && (!isJudged || isOurs))
                changes[i - back] = filled[i];
        }

        return store.Take(contract.Malo, flow, load.Range.First + back, changes, MeterSource.Rule, clock.GetUtcNow(), "").Changed;
    }
}
