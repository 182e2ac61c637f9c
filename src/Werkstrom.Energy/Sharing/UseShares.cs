using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Sharing;

/// <summary>What customers in groups used: subject <c>energy-use</c>, or <c>energy-use/TARIFF</c> for those of one tariff.</summary>
sealed class UseShares(ShareBook book, ShareDesk desk, SeriesBook series, TariffBook tariffs, RegionBook regions, IStringLocalizer<ShareText> text) : ISharedGroups
{
    /// <inheritdoc/>
    public string Key => Subject;

    /// <summary>The subject.</summary>
    public const string Subject = "energy-use";

    /// <summary>Whether a subject is about groups of a tariff.</summary>
    public static bool Covers(string subject, string tariff) => subject == Subject || subject == $"{Subject}/{tariff}";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SharedSubject>> SubjectsAsync(CancellationToken stop) =>
        [new(Subject, text["subject.all"]), .. (await tariffs.AllAsync(stop)).Select(t => new SharedSubject($"{Subject}/{t.Key}", text["subject.tariff", t.Read().Name]))];

    /// <inheritdoc/>
    public async Task<SharedGroups> ReadAsync(SharedAsk ask, CancellationToken stop)
    {
        var isMonth = ask.Resolution == Resolution.Month;
        var (from, to) = isMonth ? (new DateOnly(ask.From.Year, ask.From.Month, 1), new DateOnly(ask.Until.Year, ask.Until.Month, 1).AddMonths(1).AddDays(-1)) : (ask.From, ask.Until);
        var groups = (await book.WholeAsync(stop)).FindAll(g => Covers(ask.Subject, g.Tariff) && g.FromDay <= to.DayNumber && !(g.EndDay <= from.DayNumber) && g.Id == (ask.Group ?? g.Id));
        var waiting = (await desk.WaitingAsync(stop)).Where(w => Covers(ask.Subject, w.Key.Tariff)).Sum(w => w.Value);
        var shown = await NamedAsync(groups, stop);
        if (TooMany(groups.Count, ask) is var many and > 0)
            return new("kW.h", shown, [], 0, waiting, many);
        var days = await book.DaysAsync([.. groups.Select(g => g.Id)], from, to, stop);
        var withheld = groups.Sum(g => days[g.Id].Count(d => d.Reason.Length > 0 && d.Day >= ask.From.DayNumber && d.Day <= ask.Until.DayNumber));
        List<SharedRow> rows = [];
        foreach (var region in groups.GroupBy(g => g.Region))
        {
            var index = region.Key.Length == 0 ? null : await series.ReadAsync(SeriesNames.Index(region.Key), GermanTime.Between(from, to.AddDays(1)), null, stop);
            foreach (var group in region)
                rows.AddRange(ShareRows.Of(group, [.. days[group.Id]], ask, index is { } known ? q => known[q] : null));
        }

        return new("kW.h", shown, [.. rows.OrderBy(r => r.Group).ThenBy(r => r.From)], withheld, waiting);
    }

    async Task<List<SharedGroup>> NamedAsync(List<ShareGroup> groups, CancellationToken stop)
    {
        var names = (await tariffs.AllAsync(stop)).ToDictionary(t => t.Key, t => t.Read().Name);
        var places = (await regions.AllAsync(stop)).ToDictionary(r => r.Code, r => r.Name);
        return groups.ConvertAll(g => new SharedGroup(
            g.Id, text["group", names.GetValueOrDefault(g.Tariff, g.Tariff), places.GetValueOrDefault(g.Region, g.Region), g.Id].Value.Trim(), g.Customers, DateOnly.FromDayNumber(g.FromDay),
            g.EndDay is { } end ? DateOnly.FromDayNumber(end - 1) : null));
    }

    static int TooMany(int groups, SharedAsk ask)
    {
        var rows = (long)groups * (ask.Until.DayNumber - ask.From.DayNumber + 1) * (ask.Resolution switch { Resolution.Hour => 24, Resolution.Day => 1, Resolution.Month => 1, _ => 96 });
        return rows > SharedGroups.Most ? (int)Math.Min(rows, int.MaxValue) : 0;
    }
}
