using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Series;

/// <summary>
/// Public series by the quarter-hour with all their versions. What is known is completed and corrected by later texts, never lost: the state at any
/// <see cref="NowAsync"/> can be read again, which is how a bill is explained years later.
/// </summary>
sealed class SeriesBook(IDbContextFactory<EnergyDb> dbs, TimeProvider clock)
{
    /// <summary>The counter from which all that prices takes its numbers: series, versions of tariffs and rates.</summary>
    public const string Counter = "energy_series";

    static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>Keeps what a text says of a series. Numbers that are null say nothing and leave what is known.</summary>
    /// <param name="name">Which series.</param>
    /// <param name="values">By quarter-hour; of any days.</param>
    /// <param name="source">Who says so, for people.</param>
    /// <param name="published">When it was published, where that is known.</param>
    /// <returns>How many days got a new version.</returns>
    public async Task<int> PutAsync(string name, QuarterSeries values, string source, DateTimeOffset? published, CancellationToken stop)
    {
        if (values.Range.Count == 0)
            return 0;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var (from, to) = (GermanTime.Date(values.Range.First), GermanTime.Date(values.Range.End - 1));
        var id = await db.TakeAsync(Counter, to.DayNumber - from.DayNumber + 1, stop);
        var known = (await RowsAsync(db, name, from, to, long.MaxValue, stop)).ToDictionary(d => d.Day);
        var count = 0;
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var range = GermanTime.Day(day);
            int?[] numbers = [.. Enumerable.Range(range.First, range.Count).Select(q => values[q])];
            if (Next(name, day, numbers, known.GetValueOrDefault((long)day.DayNumber - Epoch.DayNumber), null) is not { } text)
                continue;
            db.Add(Row(id++, name, day, known.GetValueOrDefault((long)day.DayNumber - Epoch.DayNumber), text, source, published, null));
            count++;
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return count;
    }

    /// <summary>Keeps a day that is signed: once only.</summary>
    /// <exception cref="InvalidOperationException">Another one is already kept for that day: what is frozen is not frozen again.</exception>
    public Task<bool> SealAsync(string name, DateOnly day, IReadOnlyList<int?> numbers, string source, DateTimeOffset frozen, string seal, CancellationToken stop) =>
        PutDayAsync(name, day, numbers, source, frozen, seal, stop);

    /// <summary>The number of the newest version of all, of series, tariffs and rates: reading with it later gives what is known now.</summary>
    public async Task<long> NowAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return Math.Max(
            await db.Set<SeriesDay>().MaxAsync(d => (long?)d.Id, stop) ?? 0,
            Math.Max(await db.Set<TariffVersion>().MaxAsync(v => (long?)v.Id, stop) ?? 0, await db.Set<RateVersion>().MaxAsync(v => (long?)v.Id, stop) ?? 0));
    }

    /// <summary>Reads quarter-hours.</summary>
    /// <param name="name">Which series.</param>
    /// <param name="range">Which quarter-hours.</param>
    /// <param name="asOf">Of <see cref="NowAsync"/>; null for the newest.</param>
    public async Task<QuarterSeries> ReadAsync(string name, QuarterRange range, long? asOf, CancellationToken stop)
    {
        var values = new int?[range.Count];
        foreach (var row in await DaysAsync(name, GermanTime.Date(range.First), GermanTime.Date(range.End - 1), asOf, stop))
        {
            var at = GermanTime.Day(Epoch.AddDays((int)row.Day)).First - range.First;
            foreach (var number in Read(row.Numbers))
            {
                if (at >= 0 && at < values.Length)
                    values[at] = number;
                at++;
            }
        }

        return new(name, range.First, values);
    }

    /// <summary>The newest version of each day of which something is known, in order.</summary>
    public async Task<List<SeriesDay>> DaysAsync(string name, DateOnly from, DateOnly to, long? asOf, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await RowsAsync(db, name, from, to, asOf ?? long.MaxValue, stop);
    }

    /// <summary>All versions of a day, oldest first.</summary>
    public async Task<List<SeriesDay>> VersionsAsync(string name, DateOnly day, CancellationToken stop)
    {
        var number = (long)day.DayNumber - Epoch.DayNumber;
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<SeriesDay>().AsNoTracking().Where(d => d.Name == name && d.Day == number).OrderBy(d => d.Version).ToListAsync(stop);
    }

    /// <summary>All versions of some days, both included, by day and version.</summary>
    public async Task<List<SeriesDay>> VersionsAsync(string name, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var (first, last) = ((long)from.DayNumber - Epoch.DayNumber, (long)to.DayNumber - Epoch.DayNumber);
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<SeriesDay>().AsNoTracking().Where(d => d.Name == name && d.Day >= first && d.Day <= last).OrderBy(d => d.Day).ThenBy(d => d.Version).ToListAsync(stop);
    }

    /// <summary>From which to which day something is known; null when nothing is.</summary>
    public async Task<(DateOnly From, DateOnly To)?> SpanAsync(string name, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var days = db.Set<SeriesDay>().Where(d => d.Name == name);
        return await days.MinAsync(d => (long?)d.Day, stop) is { } from && await days.MaxAsync(d => (long?)d.Day, stop) is { } to
            ? (Epoch.AddDays((int)from), Epoch.AddDays((int)to)) : null;
    }

    /// <summary>The numbers of a day; null where none is known.</summary>
    public static int?[] Read(string numbers) =>
        [.. numbers.Split(',').Select(n => n.Length == 0 ? (int?)null : int.Parse(n, CultureInfo.InvariantCulture))];

    async Task<bool> PutDayAsync(
        string name, DateOnly day, IReadOnlyList<int?> numbers, string source, DateTimeOffset? published, string? seal, CancellationToken stop)
    {
        if (GermanTime.Day(day).Count != numbers.Count)
            throw new ArgumentException(FormattableString.Invariant($"{name}: {day:O} has {GermanTime.Day(day).Count} quarter-hours, not {numbers.Count}."), nameof(numbers));
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync(Counter, 1, stop);
        var before = (await RowsAsync(db, name, day, day, long.MaxValue, stop)).SingleOrDefault();
        if (Next(name, day, numbers, before, seal) is not { } text)
            return false;
        db.Add(Row(id, name, day, before, text, source, published, seal));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    static async Task<List<SeriesDay>> RowsAsync(EnergyDb db, string name, DateOnly from, DateOnly to, long limit, CancellationToken stop)
    {
        var (first, last) = ((long)from.DayNumber - Epoch.DayNumber, (long)to.DayNumber - Epoch.DayNumber);
        var rows = await db.Set<SeriesDay>().AsNoTracking().Where(d => d.Name == name && d.Day >= first && d.Day <= last && d.Id <= limit)
            .OrderBy(d => d.Day).ThenBy(d => d.Version).ToListAsync(stop);
        return [.. rows.GroupBy(d => d.Day).Select(g => g.Last())];
    }

    /// <summary>The numbers of the next version; null when nothing new is said.</summary>
    static string? Next(string name, DateOnly day, IReadOnlyList<int?> numbers, SeriesDay? before, string? seal)
    {
        var text = Text(before, numbers);
        if ((before?.Numbers == text && before.Seal == seal) || text.All(c => c == ','))
            return null;
        return before?.Seal is null ? text : throw new InvalidOperationException(FormattableString.Invariant($"{name}: {day:O} is frozen; it cannot be changed."));
    }

    SeriesDay Row(long id, string name, DateOnly day, SeriesDay? before, string text, string source, DateTimeOffset? published, string? seal) => new()
    {
        Id = id,
        Name = name,
        Day = (long)day.DayNumber - Epoch.DayNumber,
        Version = (before?.Version ?? 0) + 1,
        Numbers = text,
        Source = source,
        Published = published,
        Received = clock.GetUtcNow(),
        Seal = seal,
    };

    static string Text(SeriesDay? before, IReadOnlyList<int?> numbers)
    {
        var known = before is null ? null : Read(before.Numbers);
        return string.Join(',', numbers.Select((n, i) => (n ?? known?[i])?.ToString(CultureInfo.InvariantCulture)));
    }
}
