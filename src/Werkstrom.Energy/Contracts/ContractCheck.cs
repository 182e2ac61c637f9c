using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Contracts;

/// <summary>Checks wishes against each other and against what is there: all faults of all of them at once.</summary>
sealed class ContractCheck(
    ContractBook book, CustomerBook customers, TariffBook tariffs, RateBook rates, RegionBook regions, SeriesBook series, IStringLocalizer<ContractText> text, IOptions<EnergyOptions> options)
{
    /// <summary>Checks.</summary>
    /// <param name="wishes">Each with its line; 0 where there are no lines.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="ended">Contracts that end together with them, with their new ends.</param>
    public async Task<ContractDraft> CheckAsync(IReadOnlyList<(int Line, ContractWish Wish)> wishes, CancellationToken stop, params IReadOnlyList<Contract> ended)
    {
        List<ContractFault> faults = [];
        List<(int Line, ContractWish Wish, Contract Contract)> read = [];
        foreach (var (line, wish) in wishes)
        {
            WishReader reader = new(wish, options.Value.Place, text);
            if (reader.Read() is { } contract)
                read.Add((line, wish, contract));
            faults.AddRange(reader.Faults.Select(f => new ContractFault(line, f.Field, f.Text)));
        }

        var offered = (await tariffs.AllAsync(stop)).ToDictionary(t => t.Key);
        var known = await customers.KnownAsync([.. read.Select(r => r.Contract.Customer)], stop);
        var named = read.Where(r => !string.IsNullOrWhiteSpace(r.Wish.Name)).Select(r => r.Contract.Customer).ToHashSet();
        var before = await book.OfMalosAsync([.. read.Select(r => r.Contract.Malo)], stop);
        var numbers = await book.NumbersAsync([.. read.Select(r => r.Contract.Number)], stop);
        TariffStands stands = new(await rates.TableAsync(null, stop), options.Value.Zone);
        var lost = await LostAsync(read.Select(r => r.Contract.Region), stop);
        foreach (var (line, _, contract) in read)
        {
            if (!offered.TryGetValue(contract.Tariff, out var tariff))
                faults.Add(new(line, "tariff", text["fault.tariff", contract.Tariff]));
            else if (tariff.IsRetired)
                faults.Add(new(line, "tariff", text["fault.retired", contract.Tariff]));
            else if (!lost.Contains(contract.Region) && NoPrice(stands, tariff, contract) is { } fault)
                faults.Add(fault with { Line = line });
            if (lost.Contains(contract.Region))
                faults.Add(new(line, "region", text["fault.region", contract.Region!]));
            if (!known.Contains(contract.Customer) && !named.Contains(contract.Customer))
                faults.Add(new(line, "name", text["fault.name", contract.Customer]));
            if (numbers.Contains(contract.Number))
                faults.Add(new(line, "number", text["fault.taken", contract.Number]));
        }

        var ends = ended.ToDictionary(c => c.Id);
        faults.AddRange(Doubles(read, before.Select(c => ends.GetValueOrDefault(c.Id, c))));
        return new([.. read.Select(r => (r.Line, r.Wish, r.Contract))], [.. faults.OrderBy(f => f.Line)]);
    }

    // regions that are neither made here nor come from a partner
    async Task<HashSet<string?>> LostAsync(IEnumerable<string?> named, CancellationToken stop)
    {
        HashSet<string?> lost = [];
        foreach (var region in named.OfType<string>().Distinct())
        {
            if (!await regions.IsKnownAsync(region, stop) && await series.SpanAsync(SeriesNames.Index(region), stop) is null)
                lost.Add(region);
        }

        return lost;
    }

    // as a switch judges it, on the day on which the contract begins
    ContractFault? NoPrice(TariffStands stands, TariffVersion tariff, Contract contract)
    {
        var day = GermanTime.Date(contract.First);
        if (stands.NoPrice(tariff, contract.Place, contract.Region, day) is not { } why)
            return null;
        if (why.Length > 0)
            return new(0, "tariff", text["fault.price", contract.Tariff, Bills.BillNumber.Day(day), TariffWords.SayAll(why)]);
        var begins = tariff.Read().Components.Where(c => c.Kind == Werkstrom.Tariff.Prices.PartKind.Energy && c.From > day).Select(c => c.From).DefaultIfEmpty().Min();
        return begins > day ? new(0, "from", text["fault.begins", contract.Tariff, Bills.BillNumber.Day(begins)]) : new(0, "tariff", text["fault.over", contract.Tariff, Bills.BillNumber.Day(day)]);
    }

    IEnumerable<ContractFault> Doubles(List<(int Line, ContractWish Wish, Contract Contract)> read, IEnumerable<Contract> before)
    {
        foreach (var same in read.GroupBy(r => r.Contract.Number, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            foreach (var (line, _, _) in same.Skip(1))
                yield return new(line, "number", text["fault.twice", same.Key, same.First().Line]);
        }

        var held = before.ToLookup(c => c.Malo);
        foreach (var point in read.GroupBy(r => r.Contract.Malo))
        {
            List<(string Place, Contract Contract)> rows = [.. held[point.Key].Select(c => (text["overlap.contract", c.Number].Value, c))];
            foreach (var (line, _, contract) in point)
            {
                if (rows.FirstOrDefault(r => r.Contract.Meets(Range(contract))) is { Contract: { } other, Place: { } place })
                    yield return new(line, "malo", text["fault.overlap", contract.Malo, place, Say(other.First), other.End is { } end ? Say(end) : text["open"].Value]);
                rows.Add((line > 0 ? text["overlap.line", line] : text["overlap.contract", contract.Number], contract));
            }
        }
    }

    static QuarterRange Range(Contract contract) => new(contract.First, (contract.End ?? int.MaxValue / 2) - contract.First);

    /// <summary>A quarter-hour by the German clock: <c>2024-03-15 12:30</c>.</summary>
    public static string Say(int quarter) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{GermanTime.Date(quarter):yyyy-MM-dd} {GermanTime.OfClock(quarter) / 4:00}:{GermanTime.OfClock(quarter) % 4 * 15:00}");

    /// <summary>The same as people of the reader's language write it, without the clock where a day begins.</summary>
    public static string Show(int quarter) => Bills.BillNumber.Day(GermanTime.Date(quarter)) + (GermanTime.OfClock(quarter) == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $", {GermanTime.OfClock(quarter) / 4:00}:{GermanTime.OfClock(quarter) % 4 * 15:00}"));

    /// <summary>The end of a contract as people say it: the last day that is supplied; where it ends within a day, that day with the clock.</summary>
    /// <param name="end">The first quarter-hour after it.</param>
    public static string ShowEnd(int end) => GermanTime.OfClock(end) == 0 ? Bills.BillNumber.Day(GermanTime.Date(end - 1)) : Show(end);
}

/// <summary>Something wrong with a wish.</summary>
/// <param name="Line">Of the file, from 1; 0: there is none.</param>
/// <param name="Field">Which input.</param>
/// <param name="Text">What is wrong and what is expected.</param>
sealed record ContractFault(int Line, string Field, string Text);

/// <summary>Wishes that were checked.</summary>
/// <param name="Rows">Those that could be read.</param>
/// <param name="Faults">All that is wrong, by line.</param>
sealed record ContractDraft(IReadOnlyList<(int Line, ContractWish Wish, Contract Contract)> Rows, IReadOnlyList<ContractFault> Faults);
