using Microsoft.Extensions.Options;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Tariff.Laboratory;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Laboratory;

/// <summary>Answers what people ask of the laboratory; keeps the last populations open, so that a slider's move costs no pass over the quarter-hours.</summary>
sealed class LabDesk : IDisposable
{
    const int Kept = 2;

    readonly PopulationShelf _shelf;
    readonly SeriesBook _series;
    readonly RateBook _rates;
    readonly TariffBook _tariffs;
    readonly ContractBook _contracts;
    readonly AgreementCatalog _agreements;
    readonly string _zone;
    readonly LinkedList<LabSession> _open = [];
    readonly SemaphoreSlim _one = new(1);

    public LabDesk(PopulationShelf shelf, SeriesBook series, RateBook rates, TariffBook tariffs, ContractBook contracts, AgreementCatalog agreements, IOptions<EnergyOptions> options)
    {
        (_shelf, _series, _rates, _tariffs, _contracts, _agreements, _zone) = (shelf, series, rates, tariffs, contracts, agreements, options.Value.Zone);
        shelf.Changed += Forget;
    }

    /// <summary>Asks.</summary>
    /// <param name="wish">What.</param>
    /// <param name="hasShift">Also looks at moved loads.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What was found, or all that is in the way.</returns>
    public Task<(LabResult? Result, IReadOnlyList<string> Faults)> AskAsync(LabWish wish, bool hasShift, CancellationToken stop) => AskAsync(wish, hasShift, null, stop);

    /// <summary>Asks, and says how far it is.</summary>
    /// <param name="wish">What.</param>
    /// <param name="hasShift">Also looks at moved loads.</param>
    /// <param name="progress">Is told how many of how many customers were gone through, each as often as it has to be.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<(LabResult? Result, IReadOnlyList<string> Faults)> AskAsync(LabWish wish, bool hasShift, Action<int, int>? progress, CancellationToken stop)
    {
        var faults = wish.Limits.Faults().ToList();
        if (wish.Ideas.Count > LabWish.MostIdeas)
            faults.Add(FormattableString.Invariant($"{LabWish.MostIdeas} ideas at once at most, not {wish.Ideas.Count}"));
        if (faults.Count > 0)
            return (null, faults);
        try
        {
            await _one.WaitAsync(stop);
            try
            {
                if (await OpenAsync(wish, stop) is not { } session)
                    return (null, [$"there is no population '{wish.Population}'"]);
                if (session.Groups.Count == 0)
                    return (null, [FormattableString.Invariant($"nothing is said of fewer than {LabGroups.Least} customers; the population has {session.Population.Members.Count}")]);
                var today = await TodayAsync(session, wish, stop);
                var whole = wish with { Ideas = [.. wish.Ideas.Select(i => i with { Definition = LabKnob.Whole(i.Definition, session.Population.Year) })] };
                return (new LabRun(session, whole, today).Run(hasShift, progress, stop), []);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (ArgumentException e)
        {
            return (null, [.. TariffDesk.Plain(e).Split("; ").Select(TariffWords.Say)]);
        }
        catch (ObjectDisposedException)
        {
            return (null, ["a customer was taken out of the population just now; ask again"]);
        }
        catch (OverflowException)
        {
            return (null, ["a price or a sum is too large"]);
        }
        catch (InvalidDataException e)
        {
            return (null, [e.Message]);
        }
    }

    /// <summary>Name of the one tariff that a question compares with for everybody; null: it compares with each customer's own of today.</summary>
    public async Task<string?> AgainstAsync(LabWish wish, CancellationToken stop) =>
        wish.Today.Length == 0 ? null : (await _tariffs.FindAsync(wish.Today, wish.State, stop))?.Read().Name ?? wish.Today;

    /// <inheritdoc/>
    public void Dispose()
    {
        _shelf.Changed -= Forget;
        foreach (var session in _open)
            session.Dispose();
        _one.Dispose();
    }

    async Task<LabSession?> OpenAsync(LabWish wish, CancellationToken stop)
    {
        var state = wish.State ?? await _series.NowAsync(stop);
        foreach (var session in Find(s => s.Population.Id == wish.Population))
        {
            await CheckAsync(session.Population, stop);
            break;
        }

        if (Find(s => s.Population.Id == wish.Population && s.State == state).FirstOrDefault() is { } known)
            return known;
        if (_shelf.Open(wish.Population) is not { } opened)
            return null;
        if (await CheckAsync(opened.Population, stop) > 0)
        {
            opened.Loads.Dispose();
            opened = _shelf.Open(wish.Population)!.Value;
        }

        var made = await MakeAsync(opened.Population, opened.Loads, state, stop);
        lock (_open)
        {
            _open.AddFirst(made);
            while (_open.Count > Kept)
            {
                _open.Last!.Value.Dispose();
                _open.RemoveLast();
            }
        }

        return made;
    }

    async Task<LabSession> MakeAsync(Population population, LoadFile loads, long state, CancellationToken stop)
    {
        var range = loads.Range;
        var table = await _rates.TableAsync(state, stop);
        Dictionary<string, (QuarterSeries Known, QuarterSeries Before)> series = [];
        async Task AddAsync(string name) =>
            series[name] = (await _series.ReadAsync(name, range, state, stop), await _series.ReadAsync(name, PlanSeries.YearBefore(range), state, stop));
        var spotName = SeriesNames.Spot(_zone);
        var regions = population.Places.Select(p => p.Region).Where(r => r is not null).Distinct().Select(r => SeriesNames.Index(r!)).ToList();
        foreach (var name in regions.Append(spotName))
            await AddAsync(name);
        var spot = series[spotName].Known;
        int[] bought = Enumerable.Range(range.First, range.Count).All(q => spot[q] is not null)
            ? [.. Enumerable.Range(range.First, range.Count).Select(q => spot[q]!.Value)]
            : throw new ArgumentException(FormattableString.Invariant(
                $"{spotName}: {Enumerable.Range(range.First, range.Count).Count(q => spot[q] is null)} quarter-hours of {population.Year} are missing; bring them on the page Market data (/energy/market)"));
        var stress = LabStress.Of(spot, await _series.ReadAsync(spotName, GermanTime.Year(LabStress.Year), state, stop), range);
        (QuarterSeries, QuarterSeries) Known(string name) => series.TryGetValue(name, out var known) ? known : throw new ArgumentException($"{name}: nothing is known of it here");
        (QuarterSeries, QuarterSeries) Stressed(string name) => name == spotName ? (stress.Spot, stress.Spot) : Known(name);
        List<QuarterCells> cells =
        [
            QuarterCells.OfClock(range, ContractRow.Calendar(population.Places.Count > 0 ? population.Places[0].State : default).TypeOf),
            .. regions.Select(r => QuarterCells.OfIndex(series[r].Known, range)),
        ];
        LabSums sums = new(loads, cells, [.. Enumerable.Range(1, 12).Select(m => GermanTime.Month(population.Year, m).Count)]);
        return new(
            population, loads, state, LabGroups.Make([.. population.Members.Select(m => (m.Branch, m.Size))]), sums,
            new(_zone, range, table, Known), new(_zone, range, table, Stressed), stress, bought);
    }

    async Task<Dictionary<string, TariffDefinition>> TodayAsync(LabSession session, LabWish wish, CancellationToken stop)
    {
        Dictionary<string, TariffDefinition> found = [];
        foreach (var key in wish.Today.Length > 0 ? [wish.Today] : session.Population.Members.Select(m => m.Tariff).Distinct())
        {
            found[key] = await _tariffs.FindAsync(key, session.State, stop) is { } version
                ? LabKnob.Whole(version.Read(), session.Population.Year)
                : throw new ArgumentException($"There is no tariff '{key}'.");
        }

        return found;
    }

    /// <summary>Takes out whose agreement was revoked since the population was made and not replaced by another one.</summary>
    async Task<int> CheckAsync(Population population, CancellationToken stop)
    {
        var doubtful = population.Members.Where(m => m.Agreement != 0 && _agreements.Find(m.Agreement)?.State != AgreementState.Active).ToList();
        HashSet<string> gone = [];
        foreach (var member in doubtful)
        {
            var now = await _contracts.FindAsync(member.Contract, stop);
            if (now is null || _agreements.Find(now.AgreementId)?.State != AgreementState.Active)
                gone.Add(member.Contract);
        }

        return gone.Count == 0 ? 0 : _shelf.Remove(m => gone.Contains(m.Contract));
    }

    List<LabSession> Find(Func<LabSession, bool> isIt)
    {
        lock (_open)
            return [.. _open.Where(isIt)];
    }

    void Forget(string id)
    {
        lock (_open)
        {
            foreach (var session in _open.Where(s => s.Population.Id == id).ToList())
            {
                _open.Remove(session);
                session.Dispose();
            }
        }
    }
}
