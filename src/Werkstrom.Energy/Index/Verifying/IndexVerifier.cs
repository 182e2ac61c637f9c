using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Index;

namespace Werkstrom.Energy.Index.Verifying;

/// <summary>
/// Computes every frozen day of a region again from what is kept, and says which day breaks which rule: the hash of the inputs, the signature, the record
/// against what was signed, the window, the shares, the formula, the chain, and the series that prices.
/// </summary>
sealed class IndexVerifier(InputBook inputs, FreezeDesk desk, IndexKeys keys, SeriesBook series)
{
    /// <summary>Verifies a region.</summary>
    public async Task<VerifyAnswer> RunAsync(string region, CancellationToken stop)
    {
        var rows = await inputs.AllAsync(region, stop);
        var chain = await desk.ChainAsync(region, stop);
        List<VerifyFault> faults = [.. rows.SelectMany(InputFaults)];
        var broken = faults.Select(f => f.Day).ToHashSet();
        KnownInputs known = new(rows);
        List<FrozenDay> signed = [];
        foreach (var row in chain)
        {
            stop.ThrowIfCancellationRequested();
            if (Signed(row, faults) is not { } day)
                continue;
            signed.Add(day);
            faults.AddRange(Recompute(row, day, known, broken));
        }

        faults.AddRange(ChainFaults(signed));
        faults.AddRange(await SeriesFaultsAsync(region, chain, signed, stop));
        return new(
            region, faults.Count == 0, rows.Count, signed.Count, signed.Sum(d => d.Values.Count), chain.Count > 0 ? InputBook.Date(chain[0].Day) : null,
            chain.Count > 0 ? InputBook.Date(chain[^1].Day) : null, signed.Count > 0 ? signed[^1].Hash() : null, [.. faults.OrderBy(f => f.Day)]);
    }

    static IEnumerable<VerifyFault> InputFaults(InputDay row)
    {
        var (day, hash) = (InputBook.Date(row.Day), DayInputs.Hash(row.Inputs));
        if (hash != row.Hash)
            yield return new(day, "input-hash", FormattableString.Invariant($"version {row.Version} of its inputs has the hash {hash}, kept is {row.Hash}: a number was changed"));
        else if (Read(row.Inputs) is not { } read || read.Canonical() != row.Inputs || read.Day != day || read.Region != row.Region)
            yield return new(day, "input-hash", FormattableString.Invariant($"version {row.Version} of its inputs is of another day or region, or is not written as it must be"));
    }

    static DayInputs? Read(string text)
    {
        try
        {
            return DayInputs.Read(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    FrozenDay? Signed(FrozenRow row, List<VerifyFault> faults)
    {
        var day = InputBook.Date(row.Day);
        if (keys.Find(Jws.KeyId(row.Jws)) is not { } key)
            faults.Add(new(day, "signature", $"it was signed with a key that is not known here ({Jws.KeyId(row.Jws) ?? "none"})"));
        else if (key.Use(k => Jws.Read(row.Jws, k)) is not { } bytes || FrozenDay.Read(bytes) is not { } signed)
            faults.Add(new(day, "signature", "what is kept is not what was signed"));
        else
            return signed;
        return null;
    }

    static IEnumerable<VerifyFault> Recompute(FrozenRow row, FrozenDay signed, KnownInputs known, HashSet<DateOnly> broken)
    {
        var day = InputBook.Date(row.Day);
        if (signed.Day != day || signed.Region != row.Region || signed.Basis != row.Basis || signed.Hash() != row.Hash || signed.FrozenAt != row.FrozenAt)
            yield return new(day, "record", "day, region, basis, time or hash beside the signature differ from what was signed");
        if (FrozenInputs.Read(row.Inputs) is not { } from || DayInputs.Hash(row.Inputs) != signed.Inputs)
        {
            yield return new(day, "inputs", $"its inputs have the hash {DayInputs.Hash(row.Inputs)}, signed is {signed.Inputs}");
            yield break;
        }

        var window = known.Before(day, from.Known);
        if (window.Count != from.Window || IndexWindow.Root(window) != from.Root)
            yield return new(day, "window", FormattableString.Invariant($"the {window.Count} days it is ranked among are not the {from.Window} that were signed: one was added, taken away or changed with its hash"));
        if (from.Own.Length > 0 && known.Own(day, from.Known) is var own && (own?.Hash != from.Own || (!broken.Contains(day) && !(own is null ? [] : known.Shares(own)).SequenceEqual(from.Shares))))
            yield return new(day, "shares", "its shares are not those of its own inputs");
        // a broken input is named by itself; that its followers differ would only repeat it 365 times
        if (!window.Any(w => broken.Contains(InputBook.Date(w.Day))) && Differs(known, window, from.Shares, signed.Values) is { } fault)
            yield return new(day, "formula", fault);
    }

    static string? Differs(KnownInputs known, IReadOnlyList<InputDay> window, int[] shares, IReadOnlyList<byte> values)
    {
        var again = IndexWindow.Rank(window.Select(known.Shares), shares);
        if (again.Length != values.Count)
            return FormattableString.Invariant($"it has {values.Count} values, computed are {again.Length}");
        var at = Enumerable.Range(0, again.Length).FirstOrDefault(i => again[i] != values[i], -1);
        return at < 0 ? null : FormattableString.Invariant($"value {at} is {values[at]}, computed from the inputs is {again[at]}");
    }

    static IEnumerable<VerifyFault> ChainFaults(List<FrozenDay> chain)
    {
        for (var i = 0; i < chain.Count; i++)
        {
            foreach (var fault in chain[i].Faults())
                yield return new(chain[i].Day, "day", fault);
            if (i == 0 && chain[0].Before.Length > 0)
                yield return new(chain[0].Day, "chain", $"it names a day before it ({chain[0].Before}) that is not here");
            if (i > 0)
            {
                foreach (var fault in FrozenDay.Faults([chain[i - 1], chain[i]]).Except([.. chain[i - 1].Faults(), .. chain[i].Faults()]))
                    yield return new(chain[i].Day, "chain", fault);
            }
        }
    }

    async Task<List<VerifyFault>> SeriesFaultsAsync(string region, List<FrozenRow> chain, List<FrozenDay> signed, CancellationToken stop)
    {
        if (chain.Count == 0)
            return [];
        var priced = (await series.DaysAsync(SeriesNames.Index(region), InputBook.Date(chain.Min(r => r.Day)), InputBook.Date(chain.Max(r => r.Day)), null, stop)).ToDictionary(d => d.Day);
        var seals = chain.ToDictionary(r => r.Day, r => r.Jws);
        List<VerifyFault> faults = [];
        foreach (var day in signed.Where(d => seals.ContainsKey(InputBook.Number(d.Day))))
        {
            if (!priced.TryGetValue(InputBook.Number(day.Day), out var row))
                faults.Add(new(day.Day, "series", "it is frozen, and the series that prices has it not"));
            else if (row.Seal != seals[InputBook.Number(day.Day)] || !SeriesBook.Read(row.Numbers).SequenceEqual(day.Values.Select(v => (int?)v)))
                faults.Add(new(day.Day, "series", "the series that prices says other numbers than were signed"));
        }

        return faults;
    }
}
