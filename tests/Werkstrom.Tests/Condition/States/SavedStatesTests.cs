using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.States;
using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Tests.Plant;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Condition.States;

/// <summary>What was learned, when its files are torn or its disk is full: it is told, nothing stops, and nothing is told twice.</summary>
public sealed class SavedStatesTests : IAsyncLifetime
{
    readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    readonly Host _host = new() { Configuration = { ["ui:timeZone"] = "UTC", ["condition:watchEvery"] = "00:00:01", ["condition:saveEvery"] = "00:00:10" } };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("signals", "Überwachte Signale: watch/signals war nicht lesbar")]
    [InlineData("position", "Überwachte Signale: watch/position war nicht lesbar")]
    public async Task A_torn_file_is_put_aside_with_an_event_and_what_was_told_is_not_told_again(string name, string text)
    {
        var signal = await _host.SignalAsync("werk/fräse/temperatur");
        await WriteAsync(signal, _now.AddDays(-10), _now.AddHours(-20), 0);
        await WriteAsync(signal, _now.AddHours(-20), _now.AddHours(-19), 25);
        await WriteAsync(signal, _now.AddHours(-19), _now, 0);
        await UntilAsync(async () => (await FoundAsync(signal)).Count > 0);
        var before = (await FoundAsync(signal)).Select(f => (f.Id, f.At)).ToList();
        await _host.StopAsync();
        var path = Path.Combine(_host.Folder, "watch", name);
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)]);

        await _host.InitializeAsync();

        await UntilAsync(() => Learned(signal) is { Seen: >= 2_800 });
        await UntilAsync(async () => (await EventsAsync(SavedStates.NotRead)).Count > 0);
        Assert.StartsWith(text, Assert.Single(await EventsAsync(SavedStates.NotRead)).Text, StringComparison.Ordinal);
        Assert.True(File.Exists(path + ".aside"));
        await UntilAsync(() => _host.Services.GetRequiredService<WatchQueue>().Progress.Waiting == 0);
        await _host.StopAsync(); // all that was found is told by then
        await _host.InitializeAsync();
        Assert.Equal(before, (await FoundAsync(signal)).Select(f => (f.Id, f.At)));
    }

    [Fact]
    public async Task When_it_cannot_be_saved_the_page_and_an_event_say_so_until_it_can_be()
    {
        await _host.StopAsync();
        var folder = Path.Combine(_host.Folder, "watch");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        await _host.InitializeAsync();
        Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "a file in place of the folder");
        var signal = await _host.SignalAsync("werk/presse/druck");
        await WriteAsync(signal, _now.AddDays(-4), _now, 0);

        await UntilAsync(async () => (await EventsAsync(SavedStates.NotSaved)).Count > 0);

        Assert.True(Assert.Single(await EventsAsync(SavedStates.NotSaved)) is { IsOpen: true, Level: EventLevel.Watch });
        var page = WebUtility.HtmlDecode(await _host.Local.GetStringAsync("/cases/watch"));
        Assert.Contains("Das Gelernte lässt sich nicht speichern", page, StringComparison.Ordinal);
        await UntilAsync(() => Learned(signal) is { Seen: > 1_000 }); // it goes on

        File.Delete(folder);
        Directory.CreateDirectory(folder);
        await UntilAsync(async () => (await EventsAsync(SavedStates.NotSaved))[0].To is not null);
        page = WebUtility.HtmlDecode(await _host.Local.GetStringAsync("/cases/watch"));
        Assert.DoesNotContain("Das Gelernte lässt sich nicht speichern", page, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "signals")));
    }

    [Fact]
    public void What_was_learned_is_not_saved_before_what_it_found_was_told()
    {
        var folder = Path.Combine(_host.Folder, "tmp");
        WatchBook book = new(folder, TimeZoneInfo.Utc);
        book.Put(1, WatchedSignal.New(Werkstrom.Learning.Watching.SignalKind.Measure, 5, TimeZoneInfo.Utc, 100, new() { Id = 1, AssetId = 1, Name = "a", Path = "a" }));
        book.Put(2, WatchedSignal.New(Werkstrom.Learning.Watching.SignalKind.Measure, 5, TimeZoneInfo.Utc, 100, new() { Id = 2, AssetId = 1, Name = "b", Path = "b" }));
        book.Told([2]);
        book.Save();

        WatchBook again = new(folder, TimeZoneInfo.Utc);
        Assert.Null(again.Load());
        Assert.False(again.TryGet(1, out _));
        Assert.True(again.TryGet(2, out _));
    }

    [Fact]
    public async Task News_before_a_signal_is_being_learned_are_not_held_and_later_ones_are()
    {
        using WatchQueue queue = new();
        Signal signal = new() { Id = 1, AssetId = 1, Name = "a", Path = "a" };
        queue.Add(signal);
        Assert.True(queue.Waits(new(signal, [1], [1])));
        await queue.NextAsync(32, default);
        Assert.True(queue.Waits(new(signal, [2], [2])));
        List<SignalNews> held = [];
        queue.Done(signal, held.AddRange);
        Assert.Equal([2], Assert.Single(held).Instants);
        Assert.False(queue.Waits(new(signal, [3], [3])));
    }

    WatchedSignal? Learned(Signal signal) => _host.Services.GetRequiredService<WatchBook>().TryGet(signal.Id, out var watched) ? watched : null;

    async Task<List<Finding>> FoundAsync(Signal signal) =>
        [.. (await _host.Services.GetRequiredService<FindingBook>().ListAsync(null, _now.AddDays(-90), _now.AddDays(1), 1_000, default)).Where(f => f.SignalId == signal.Id).OrderBy(f => f.Id)];

    async Task<List<PlantEvent>> EventsAsync(string kind) =>
        [.. (await _host.Services.GetRequiredService<IEvents>().ListAsync(null, _now.AddDays(-1), _now.AddDays(1), 1_000, default)).Where(e => e.Kind == kind)];

    // a day's course and a scatter, both counted from now, so that it is the same at each hour of the day
    async Task WriteAsync(Signal signal, DateTimeOffset from, DateTimeOffset to, double more)
    {
        SampleBatch batch = new(10_000);
        for (var at = from; at < to; at += TimeSpan.FromMinutes(5))
            batch.Add(signal.Id, Micros.Of(at), 60 + (10 * Math.Sin((at - _now).TotalDays * 2 * Math.PI)) + (0.3 * ((_now - at).Ticks / TimeSpan.FromMinutes(5).Ticks * 7919 % 13)) + more);
        await _host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
    }
}
