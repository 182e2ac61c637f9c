using Werkstrom.Condition.Watching;
using Werkstrom.Learning.Watching;
using Werkstrom.Store.Queries;
using Looks = Werkstrom.Learning.Watching.SignalKind;

namespace Werkstrom.Tests.Condition.Watching;

/// <summary>All signals that are watched, in memory and in their file.</summary>
public sealed class WatchBookTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("ws-watch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Ten_thousand_signals_at_once_are_each_watched_by_themselves_in_a_few_kilobytes_and_go_on_from_their_file()
    {
        const int Signals = 10_000, Steps = 240;
        WatchBook book = new(_folder, TimeZoneInfo.Utc);
        var start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        long[] instants = [.. Enumerable.Range(0, Steps).Select(i => Micros.Of(start.AddMinutes(i)))];
        for (var id = 1; id <= Signals; id++)
            book.Put(id, WatchedSignal.New(Looks.Measure, 5, TimeZoneInfo.Utc));
        List<int> told = [];
        book.Do(all => Feed(all, 0, 200, told));
        Assert.Empty(told);
        book.Told(Enumerable.Range(1, Signals));
        book.Save();
        Assert.InRange(new FileInfo(book.File).Length, 1, Signals * 8_192L);

        WatchBook again = new(_folder, TimeZoneInfo.Utc);
        Assert.Null(again.Load());
        again.Do(all => Feed(all, 200, Steps, told));

        Assert.Equal(Signals, again.Count);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => 1_000 * i), told.Order()); // each once

        int Feed(IReadOnlyDictionary<int, WatchedSignal> all, int from, int to, List<int> into)
        {
            List<WatchAlarm> alarms = [];
            foreach (var (id, watched) in all)
            {
                alarms.Clear();
                double[] values = [.. Enumerable.Range(from, to - from).Select(i => id + (0.01 * ((i + id) * 7 % 13)) + (id % 1_000 == 0 && i >= 220 ? 3 : 0))];
                watched.See(instants.AsSpan(from, to - from), values, alarms);
                into.AddRange(alarms.Select(_ => id));
            }

            return all.Count;
        }
    }
}
