using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Werkstrom.Condition.Cases;
using Werkstrom.Kernel.Events;

namespace Werkstrom.Condition.States;

/// <summary>
/// Knows whether what was learned can be saved. A part that cannot be is named on the pages, and an event lasts until it can be again; a file that
/// could not be read is an event, too. Nothing else waits for it: watching goes on.
/// </summary>
sealed class SavedStates(IEvents events, IStringLocalizer<StateText> text, HouseLanguage house, TimeProvider time, ILogger<SavedStates> log) : BackgroundService
{
    /// <summary>Kind of the event that lasts while a part cannot be saved.</summary>
    public const string NotSaved = "condition.not-saved";

    /// <summary>Kind of the event of a file that could not be read.</summary>
    public const string NotRead = "condition.not-read";

    const int OpenRead = 10_000;

    readonly ConcurrentDictionary<string, DateTimeOffset> _failing = [];
    readonly Channel<Func<CancellationToken, Task>> _news = Channel.CreateUnbounded<Func<CancellationToken, Task>>(new() { SingleReader = true });
    readonly Dictionary<string, long> _open = [];

    /// <summary>What cannot be saved now, and since when.</summary>
    public IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> Failing => [.. _failing.OrderBy(f => f.Key, StringComparer.Ordinal)];

    /// <summary>Saves something; a full or broken disk is told, and the part goes on without.</summary>
    /// <param name="part">What is saved: a folder of the data folder.</param>
    /// <param name="save">Saves it.</param>
    /// <returns>Whether it was saved.</returns>
    public bool TrySave(string part, Action save)
    {
        try
        {
            save();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var now = time.GetUtcNow();
            if (_failing.TryAdd(part, now))
            {
                log.StateNotSaved(part, e);
                _news.Writer.TryWrite(stop => BeginAsync(part, now, e.Message, stop));
            }

            return false;
        }

        if (_failing.TryRemove(part, out _))
        {
            var now = time.GetUtcNow();
            log.StateSavedAgain(part);
            _news.Writer.TryWrite(stop => EndAsync(part, now, stop));
        }

        return true;
    }

    /// <summary>A file could not be read and was put aside; what it held is learned anew.</summary>
    /// <param name="part">See <see cref="TrySave"/>.</param>
    /// <param name="path">The file.</param>
    /// <param name="why">Why it could not be read.</param>
    public void Unreadable(string part, string path, string why)
    {
        var now = time.GetUtcNow();
        var name = Path.GetFileName(path);
        log.StateNotRead(part, name, why);
        _news.Writer.TryWrite(stop => events.NoteAsync(
            new(0, NotRead, EventLevel.Watch, null, now, null, house.Say(() => text["event.not-read", Name(part), $"{part}/{name}", why].Value), ConditionModule.Name), stop));
    }

    /// <summary>What a part is called, in the reader's language.</summary>
    public string Name(string part) => text[$"part.{part}"];

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await SweepAsync(stop);
        await foreach (var note in _news.Reader.ReadAllAsync(stop))
        {
            try
            {
                await note(stop);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                log.StateEventLost(e); // the registry may lie on the same full disk
            }
        }
    }

    // what an earlier run left open; when it still cannot be saved, it is told anew
    async Task SweepAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        foreach (var open in await events.ListAsync(null, now, now.AddSeconds(1), OpenRead, stop))
        {
            if (open is { Kind: NotSaved, IsOpen: true })
                await events.EndAsync(open.Id, now, stop);
        }
    }

    async Task BeginAsync(string part, DateTimeOffset since, string why, CancellationToken stop)
    {
        var words = house.Say(() => text["event.not-saved", Name(part), why].Value);
        _open[part] = (await events.NoteAsync(new(0, NotSaved, EventLevel.Watch, null, since, null, words, ConditionModule.Name, IsOpen: true), stop)).Id;
    }

    async Task EndAsync(string part, DateTimeOffset at, CancellationToken stop)
    {
        if (_open.Remove(part, out var id))
            await events.EndAsync(id, at, stop);
    }
}
