using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Laboratory;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Laboratory;

/// <summary>One run: today's tariffs and some ideas on a population.</summary>
/// <param name="session">The population.</param>
/// <param name="wish">What is asked; its definitions hold in all of the year.</param>
/// <param name="tariffs">Today's tariffs by key.</param>
sealed class LabRun(LabSession session, LabWish wish, IReadOnlyDictionary<string, TariffDefinition> tariffs)
{
    /// <summary>
    /// Number of the method; it rises when the same inputs come to give another answer, and docs/energy-laboratory.md says in what. 1: before
    /// methods had numbers; the bars of some are cut at twice the middle half; 2: bars hold all but the outer 5 %.
    /// </summary>
    public const int Method = 2;

    const long Euro = 100_000_000;

    readonly int _count = session.Loads.Count;
    decimal _vat;

    /// <summary>Runs.</summary>
    /// <param name="hasShift">Also looks at moved loads, which goes through all quarter-hours.</param>
    /// <param name="progress">Is told how many of how many customers were gone through, each once, and with moved loads once more for today and each idea.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ArgumentException">Prices cannot be drawn; the message names all that is missing.</exception>
    public LabResult Run(bool hasShift, Action<int, int>? progress, CancellationToken stop)
    {
        var passes = hasShift && wish.Limits.ShiftPercent > 0 ? wish.Ideas.Count + 2 : 1;
        Action<int>? Passed(int pass) => progress is null ? null : done => progress((pass * _count) + done, passes * _count);
        List<List<LabPlace>> normal = [Today(session.Prices), .. wish.Ideas.Select(i => Idea(session.Prices, i))];
        List<List<LabPlace>> hard = [Today(session.Stressed), .. wish.Ideas.Select(i => Idea(session.Stressed, i))];
        _vat = Vat(normal);
        var stressSpot = Array.ConvertAll(Enumerable.Range(session.Range.First, session.Range.Count).ToArray(), q => session.Stress.Spot[q] ?? 0);
        session.Sums.Prepare([.. normal.Concat(hard).SelectMany(LabCosts.Rows), session.Spot, stressSpot], Passed(0), stop);
        var costs = normal.ConvertAll(p => LabCosts.Of(session.Sums, p, _count));
        var hardCosts = hard.ConvertAll(p => LabCosts.Of(session.Sums, p, _count));
        var gross = costs.ConvertAll(c => Array.ConvertAll(c.Net, Gross));
        var (bought, hardBought) = (Bought(session.Spot), Bought(stressSpot));
        LabColumn Column(int i, string name) => new(
            name, gross[i].Sum(), costs[i].Supply.Sum(), bought, hardCosts[i].Supply.Sum(), hardBought, null, [], null, null, hasShift ? Shift(normal[i], Passed(i + 1), stop) : null);
        var today = Column(0, "");
        List<LabColumn> ideas = [.. wish.Ideas.Select((idea, i) => Compared(Column(i + 1, idea.Name), today, gross[0], gross[i + 1]))];
        return new(
            session.Population.Id, session.Population.Kind, session.Population.Year, session.State, _count, Energy(), session.Stress.IsMeasured, session.Stress.Permille, _vat,
            [.. session.Groups.Select(View)], today, Charted(ideas, gross))
        {
            Method = Method,
            FeedIn = LabGains.Said(session.Population.Members.Count(m => m.FeedsIn)) is > 0 and var feedIn ? feedIn : null,
            FeedInPrices = WithFeedIn() is { Count: > 0 } names ? names : null,
        };
    }

    List<string> WithFeedIn() =>
        [.. wish.Ideas.Select(i => (i.Name, i.Definition)).Concat(tariffs.Values.Select(t => (t.Name, t))).Where(t => t.Item2.Components.Any(c => c.Kind == PartKind.FeedIn)).Select(t => t.Name).Distinct()];

    LabColumn Compared(LabColumn idea, LabColumn today, long[] before, long[] after)
    {
        Hardship hardship = new(wish.Limits.HardEuros * Euro, wish.Limits.HardPercent * 10);
        int[] all = [.. Enumerable.Range(0, _count)];
        return idea with
        {
            Gains = LabGains.Of(before, after, all, hardship),
            ByGroup = [.. session.Groups.Select(g => LabGains.Of(before, after, g.Customers, hardship))],
            Neutral = Neutral(today.Supply - idea.Supply),
        };
    }

    List<LabColumn> Charted(List<LabColumn> ideas, List<long[]> gross)
    {
        if (ideas.Count == 0)
            return ideas;
        var axis = LabHistogram.Axis([.. ideas.Select(i => i.Gains!)]);
        int[] all = [.. Enumerable.Range(0, _count)];
        return [.. ideas.Select((idea, i) => idea with { Histogram = LabHistogram.Of(gross[0], gross[i + 1], all, axis) })];
    }

    // revenue grows with each kWh by the same amount, so the price that closes a gap is the gap divided by the energy
    LabNeutral Neutral(long gap)
    {
        var energy = Energy();
        var price = energy == 0 ? 0 : (long)Math.Ceiling((decimal)gap / energy);
        return new(price, (price * energy) - gap, (long)Math.Ceiling((decimal)gap / _count));
    }

    List<LabPlace> Today(LabPrices prices) =>
    [
        .. session.Population.Members.Index().GroupBy(m => (Tariff: wish.Today.Length > 0 ? wish.Today : m.Item.Tariff, m.Item.Place))
            .Select(g => new LabPlace([.. g.Select(m => m.Index)], prices.Draw(tariffs[g.Key.Tariff], session.Population.Places[g.Key.Place]))),
    ];

    List<LabPlace> Idea(LabPrices prices, LabIdea idea) =>
    [
        .. session.Population.Members.Index().GroupBy(m => (Tariff: !wish.Limits.KeepsGrid ? "" : wish.Today.Length > 0 ? wish.Today : m.Item.Tariff, m.Item.Place))
            .Select(g => new LabPlace([.. g.Select(m => m.Index)], prices.Draw(Beside(idea.Definition, g.Key.Tariff), session.Population.Places[g.Key.Place]))),
    ];

    /// <summary>The idea's energy and supply beside what else is paid today.</summary>
    TariffDefinition Beside(TariffDefinition idea, string today) => !tariffs.TryGetValue(today, out var own) ? idea : idea with
    {
        Components = [.. idea.Components.Where(c => c.Kind == PartKind.Energy), .. own.Components.Where(c => c.Kind != PartKind.Energy)],
        Fees = [.. (idea.Fees ?? []).Where(f => f.Kind == PartKind.Energy), .. (own.Fees ?? []).Where(f => f.Kind != PartKind.Energy)],
    };

    LabMoved? Shift(List<LabPlace> places, Action<int>? passed, CancellationToken stop)
    {
        if (wish.Limits.ShiftPercent == 0)
            return null;
        var by = new LabShift[_count];
        foreach (var place in places)
        {
            var (all, energy) = (Total(place.Sheet, _ => true), Total(place.Sheet, k => k == PartKind.Energy));
            // what the supplier buys cheaper, less what it then sells cheaper
            LabShift shift = new(session.Range, all, [.. session.Spot.Zip(energy, (s, e) => s - e)], wish.Limits.ShiftPercent);
            foreach (var customer in place.Customers)
                by[customer] = shift;
        }

        var (wh, saved, margin) = LabShift.All(session.Loads, by, passed, stop);
        return new(wh, Gross(saved), margin);
    }

    static int[] Total(PriceSheet sheet, Func<PartKind, bool> isOf)
    {
        var total = new int[sheet.Range.Count];
        foreach (var row in sheet.Rows.Where(r => r.Kind != PartKind.FeedIn && isOf(r.Kind)))
        {
            for (var i = 0; i < total.Length; i++)
                total[i] = checked(total[i] + row.Prices[i]);
        }

        return total;
    }

    long Bought(int[] spot)
    {
        var cost = new long[_count];
        session.Sums.AddCost(spot, null, cost);
        return cost.Sum() + (Energy() * Units.Price(wish.Limits.Markup));
    }

    long Energy()
    {
        long sum = 0;
        foreach (var energy in session.Sums.Energy)
            sum += energy;
        return sum;
    }

    long Gross(long net) => (long)Math.Round(net * (100 + _vat) / 100, MidpointRounding.AwayFromZero);

    decimal Vat(List<List<LabPlace>> columns)
    {
        var rates = columns.SelectMany(c => c.SelectMany(p => p.Sheet.Vat.Select(v => v.Percent))).Distinct().ToList();
        return rates.Count == 1 ? rates[0]
            : throw new ArgumentException(FormattableString.Invariant($"{session.Population.Year} had more than one rate of VAT ({string.Join(", ", rates)} %): the laboratory takes years with one."));
    }

    static LabGroupView View(LabGroup group) => new(
        [.. group.Branches.Select(b => (MemberBranch)b)], MemberSize.From(group.From), MemberSize.To(group.To), group.Customers.Count);
}
