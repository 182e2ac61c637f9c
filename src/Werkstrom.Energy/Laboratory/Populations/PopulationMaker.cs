using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Pricing;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Laboratory.Populations;

/// <summary>
/// Makes a population of the real customers of a year: all that were supplied for the whole of it and whose quarter-hours are known. Each delivery point is
/// read once and the read is noted, with the laboratory as its purpose; from then on nobody reads the meters for an idea.
/// </summary>
sealed class PopulationMaker(
    ContractBook contracts, MeterValues values, AgreementCatalog agreements, PopulationShelf shelf, DataFolder data, Actor actor, TimeProvider clock)
{
    /// <summary>What the audit says that the quarter-hours were read for.</summary>
    public const string Purpose = "laboratory";

    const int AtOnce = 50;

    /// <summary>The newest year that is over.</summary>
    public int LastYear => GermanTime.Date(Quarters.Of(clock.GetUtcNow())).Year - 1;

    /// <summary>Makes it.</summary>
    /// <param name="year">A year that is over.</param>
    /// <param name="progress">Is told how many of how many contracts were looked at.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<Population> MakeAsync(int year, Action<int, int>? progress, CancellationToken stop)
    {
        if (year > LastYear)
            throw new ArgumentException(FormattableString.Invariant($"{year} is not over; the newest whole year is {LastYear}."), nameof(year));
        var range = GermanTime.Year(year);
        var all = await contracts.OverlappingAsync(range, stop);
        var whole = all.Where(c => c.First <= range.First && !(c.End < range.End)).ToList();
        var permitted = whole.Where(c => agreements.Find(c.AgreementId)?.State == AgreementState.Active).ToList();
        Made made = new(new(PartOfYear: all.Count - whole.Count, NotPermitted: whole.Count - permitted.Count));
        using FileStream loads = new(Path.Combine(data.Temporary, $"lab-{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        foreach (var chunk in permitted.Chunk(AtOnce))
        {
            var read = await values.TryReadAsync([.. chunk.Select(c => (c.Malo, range))], Purpose, stop);
            for (var i = 0; i < chunk.Length; i++)
                made.Add(chunk[i], read[i].Load, read[i].Fault is not null, loads);
            progress?.Invoke(made.Looked, permitted.Count);
            stop.ThrowIfCancellationRequested();
        }

        return shelf.Keep(new("", PopulationKind.Customers, year, clock.GetUtcNow(), actor.Name, "", made.LeftOut, 0, made.Filled, made.Places, made.Members), loads);
    }

    /// <summary>What was made so far.</summary>
    sealed class Made(LeftOut leftOut)
    {
        readonly Dictionary<MemberPlace, int> _places = [];

        public LeftOut LeftOut { get; private set; } = leftOut;

        public List<Member> Members { get; } = [];

        public List<MemberPlace> Places { get; } = [];

        public int Filled { get; private set; }

        public int Looked { get; private set; }

        public void Add(Contract contract, MeteredLoad load, bool isDamaged, Stream loads)
        {
            Looked++;
            if (isDamaged)
                LeftOut = LeftOut with { Damaged = LeftOut.Damaged + 1 };
            else if (Whole(contract, load) is not { } wh)
                LeftOut = LeftOut with { Gaps = LeftOut.Gaps + 1 };
            else if (wh.AsSpan().ContainsAnyExceptInRange(0, ushort.MaxValue))
                LeftOut = LeftOut with { TooLarge = LeftOut.TooLarge + 1 };
            else
                Add(contract, load, wh, loads);
        }

        void Add(Contract contract, MeteredLoad load, int[] wh, Stream loads)
        {
            var feedsIn = load.FedIn is { } fed && Array.Exists(fed, v => v.Wh > 0);
            var place = MemberPlace.Of(contract.Place, contract.Region);
            if (!_places.TryGetValue(place, out var at))
            {
                _places[place] = at = Places.Count;
                Places.Add(place);
            }

            loads.Write(StoredLoads.Write(Array.ConvertAll(wh, w => (ushort)w)));
            Members.Add(new(
                contract.Number, contract.Malo, contract.AgreementId, contract.Tariff, at, (int)MemberKind.Of(contract, load.Range, wh, feedsIn), MemberSize.Of(wh.Sum(w => (long)w)), loads.Position, feedsIn));
        }

        /// <summary>The quarter-hours without gaps: up to a tenth is filled by the rules for substitutes, which are not kept.</summary>
        int[]? Whole(Contract contract, MeteredLoad load)
        {
            var missing = load.Taken.Count(v => v.Origin == ValueOrigin.Missing || v.Wh < 0);
            if (missing == 0)
                return load.Wh;
            if (missing > load.Range.Count / 10)
                return null;
            var known = Array.ConvertAll(load.Taken, v => v.Origin == ValueOrigin.Missing ? (int?)null : v.Wh);
            SubstituteRules rules = new() { Profile = contract.Profile is { } profile ? LoadProfile.Of(profile) : null, AnnualWh = contract.AnnualWh };
            var filled = Substitution.Fill(load.Range, known, rules, contract.Place.Calendar.TypeOf);
            var wh = new int[known.Length];
            for (var i = 0; i < wh.Length; i++)
                wh[i] = known[i] is >= 0 and var kept ? kept : filled[i].Origin == ValueOrigin.Missing ? -1 : filled[i].Wh;
            if (wh.Contains(-1))
                return null;
            Filled += missing;
            return wh;
        }
    }
}
