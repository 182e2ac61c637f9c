using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Sharing;

/// <summary>Makes groups of the customers who agree, ends those that one left, and publishes the days of the others.</summary>
sealed partial class ShareDesk(
    ShareBook book, ContractBook contracts, MeterValues values, IOptions<ShareOptions> options, TimeProvider clock, ILogger<ShareDesk> log) : IDisposable
{
    // at most so many days of a group are read at once
    const int MostDays = 62;

    readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    /// <summary>Does what is to be done by now.</summary>
    public Task PassAsync(CancellationToken stop) => PassAsync(GermanTime.Date(Quarters.Of(clock.GetUtcNow())), stop);

    /// <summary>The same as on another day.</summary>
    internal async Task PassAsync(DateOnly today, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            var closed = await book.CloseAsync(stop);
            var running = await book.AgreedAsync(GermanTime.Day(today), stop);
            await RegroupAsync(running, today, stop);
            var days = 0;
            foreach (var group in await book.WholeAsync(stop))
                days += await PublishAsync(group, today, stop);
            if (closed + days > 0)
                Passed(log, days, closed);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>How many customers agree and are in no group, by kind of theirs.</summary>
    public async Task<IReadOnlyDictionary<ShareKind, int>> WaitingAsync(CancellationToken stop)
    {
        var whole = await book.WholeAsync(stop);
        var members = (await book.MembersAsync([.. whole.Where(g => g.EndDay is null).Select(g => g.Id)], stop)).SelectMany(g => g).Select(m => (m.Customer, m.Malo)).ToHashSet();
        return (await book.AgreedAsync(new(Quarters.Of(clock.GetUtcNow()), 1), stop)).Where(c => !members.Contains((c.Customer, c.Malo)))
            .GroupBy(KindOf).ToDictionary(g => g.Key, g => g.Select(c => c.Customer).Distinct().Count());
    }

    async Task RegroupAsync(List<Contract> running, DateOnly today, CancellationToken stop)
    {
        var open = (await book.WholeAsync(stop)).FindAll(g => g.EndDay is null);
        var members = await book.MembersAsync([.. open.Select(g => g.Id)], stop);
        var ever = await book.EverAsync(stop);
        var agreed = running.Where(c => !(c.End <= GermanTime.Day(today).End)).Select(c => new SharePoint(c.Customer, c.Malo, KindOf(c), c.AnnualWh)).ToArray();
        RandomNumberGenerator.Shuffle(agreed.AsSpan());
        var (ended, made) = ShareRound.Next(
            [.. open.Select(g => new OpenGroup(g.Id, new(g.Region, g.Tariff), [.. members[g.Id].Select(m => (m.Customer, m.Malo))]))], agreed, ever.Keys.ToHashSet(), options.Value.Rules);
        foreach (var group in open.Where(g => ended.Contains(g.Id)))
            await book.EndAsync(group.Id, await EndAsync(group, [.. members[group.Id]], today, stop), stop);
        var starts = running.ToLookup(c => (c.Customer, c.Malo), c => WholeDay(c.First));
        foreach (var group in made)
        {
            var first = group.SelectMany(m => starts[(m.Customer, m.Malo)]).Append(today.AddDays(-options.Value.BackDays)).Max();
            var known = group.Max(m => ever.GetValueOrDefault(m.Customer));
            await book.AddAsync(group, known > first.DayNumber ? DateOnly.FromDayNumber(known) : first, stop);
        }
    }

    // the day on which the first of its members moved out or changed the tariff; today, when that cannot be told
    async Task<DateOnly> EndAsync(ShareGroup group, IReadOnlyList<ShareMember> members, DateOnly today, CancellationToken stop)
    {
        var own = (await contracts.OfMalosAsync([.. members.Select(m => m.Malo)], stop)).Where(c => KindOf(c) == new ShareKind(group.Region, group.Tariff)).ToLookup(c => (c.Customer, c.Malo), c => c.End);
        var ends = members.Select(m => own[(m.Customer, m.Malo)].LastOrDefault()).OfType<int>().Select(GermanTime.Date);
        return ends.Append(today).Min();
    }

    async Task<int> PublishAsync(ShareGroup group, DateOnly today, CancellationToken stop)
    {
        var decided = await book.DecidedAsync(group.Id, stop);
        var end = Math.Min(today.AddDays(1 - options.Value.DelayDays).DayNumber, group.EndDay ?? int.MaxValue);
        var open = Enumerable.Range(group.FromDay, Math.Max(0, end - group.FromDay)).Where(d => !decided.Contains(d)).Take(MostDays).ToList();
        if (open.Count == 0)
            return 0;
        var (from, to) = (DateOnly.FromDayNumber(open[0]), DateOnly.FromDayNumber(open[^1]));
        var range = GermanTime.Between(from, to.AddDays(1));
        var members = (await book.MembersAsync([group.Id], stop))[group.Id].OrderBy(m => m.Customer, StringComparer.Ordinal).ToList();
        var loads = await values.TryReadAsync([.. members.Select(m => (m.Malo, range))], string.Create(CultureInfo.InvariantCulture, $"sum of group {group.Id} for partners"), stop);
        List<ShareDay> days = [];
        foreach (var day in open.Select(DateOnly.FromDayNumber))
        {
            if (Decide(group, day, [.. members.Select(m => m.Customer)], [.. loads.Select(l => l.Load)], today) is { } row)
                days.Add(row);
        }

        await book.PublishAsync(days, stop);
        return days.Count;
    }

    ShareDay? Decide(ShareGroup group, DateOnly day, string[] customers, MeteredLoad[] loads, DateOnly today)
    {
        var range = GermanTime.Day(day);
        Dictionary<string, long[]> by = [];
        foreach (var (customer, load) in customers.Zip(loads))
        {
            var own = by.TryGetValue(customer, out var known) ? known : by[customer] = new long[range.Count];
            for (var i = 0; i < own.Length; i++)
            {
                var value = load.Taken[range.First - load.Range.First + i];
                if (value.Origin == Tariff.Metering.ValueOrigin.Missing)
                    return day.AddDays(options.Value.WaitDays) < today ? Row(group, day, Resolution.Day, [], "missing") : null; // it may come
                own[i] += value.Wh;
            }
        }

        return Dominance.Finest([.. by.Values], options.Value.Percent) is { } safe ? Row(group, day, safe.Finest, safe.Sums, "") : Row(group, day, Resolution.Day, [], "dominant");
    }

    ShareDay Row(ShareGroup group, DateOnly day, Resolution finest, long[] sums, string reason) => new()
    {
        GroupId = group.Id,
        Day = day.DayNumber,
        Finest = finest,
        Wh = string.Join(',', sums.Select(s => s.ToString(CultureInfo.InvariantCulture))),
        Reason = reason,
        PublishedAt = clock.GetUtcNow(),
    };

    static ShareKind KindOf(Contract contract) => new(contract.Region ?? "", contract.Tariff);

    static DateOnly WholeDay(int quarter) => GermanTime.Date(quarter) is var day && GermanTime.Day(day).First == quarter ? day : day.AddDays(1);

    [LoggerMessage(7450, LogLevel.Information, "Partners: {Days} days of groups are decided, {Closed} groups are closed because somebody agrees no longer")]
    static partial void Passed(ILogger log, int days, int closed);
}
