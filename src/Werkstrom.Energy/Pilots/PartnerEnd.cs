using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Werkstrom.Energy.Market.Sources;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Energy.Pilots;

/// <summary>What an interface answered.</summary>
/// <param name="Text">The document; null when there is none.</param>
/// <param name="Reason">Why there is none, as <see cref="SourceException.Reason"/>; empty when there is one.</param>
/// <param name="Took">How long it took.</param>
sealed record EndAnswer(string? Text, string Reason, TimeSpan Took);

/// <summary>The interface that a check tests: the partner's own over HTTP, or that of this house over its socket, with faults where it stands in for a partner.</summary>
sealed class PartnerEnd(TrialTarget target, SourceHttp http, DataFolder folder, TimeProvider clock)
{
    static readonly TimeSpan Slowness = TimeSpan.FromSeconds(2.2);

    readonly ConcurrentDictionary<string, Task<EndAnswer>> _known = [];
    readonly StandIn _standIn = new(target.Fault);
    int _asked;

    /// <summary>What is tested.</summary>
    public TrialTarget Target => target;

    /// <summary>A document; asked for once in a check.</summary>
    public Task<EndAnswer> GetAsync(string path, CancellationToken stop) => _known.GetOrAdd(path, p => AskAsync(p, stop));

    /// <summary>A document, asked for again, as a client would that measures.</summary>
    public async Task<EndAnswer> AskAsync(string path, CancellationToken stop)
    {
        var start = clock.GetTimestamp();
        var (text, reason) = await SendAsync(path, stop);
        return new(text, reason, clock.GetElapsedTime(start));
    }

    async Task<(string? Text, string Reason)> SendAsync(string path, CancellationToken stop)
    {
        var number = Interlocked.Increment(ref _asked);
        if (target.Fault == StandInFault.Down && target.Place == TrialPlace.StandIn)
            return (null, "network|ConnectionError");
        if (target.Fault == StandInFault.Slow && target.Place == TrialPlace.StandIn)
            await Task.Delay(Slowness, clock, stop);
        if (target.Fault == StandInFault.Busy && target.Place == TrialPlace.StandIn && number % 3 == 0)
            return (null, "status|503");
        try
        {
            var text = target.Place == TrialPlace.Partner ? (await http.GetAsync(new($"{target.Address!.ToString().TrimEnd('/')}{path}"), target.Token, null, stop)).Text : await HereAsync(path, stop);
            return text is null ? (null, "format") : target.Place == TrialPlace.StandIn && _standIn.Answer(path, text) is var played ? (played, played is null ? "status|404" : "") : (text, "");
        }
        catch (SourceException e)
        {
            return (null, e.Reason);
        }
    }

    // over the socket, as every program of the house: through the same endpoints that a partner reads
    async Task<string> HereAsync(string path, CancellationToken stop)
    {
        if (!File.Exists(folder.Socket))
            throw new SourceException("network|ConnectionError");
        await using var here = await LocalServer.ConnectAsync(folder, stop);
        using var answer = await here.Http.GetAsync(new Uri(path.TrimStart('/'), UriKind.Relative), stop);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(stop) : throw new SourceException(string.Create(CultureInfo.InvariantCulture, $"status|{(int)answer.StatusCode}"));
    }
}

/// <summary>The ends of checks that run: all trials of one check share what was asked.</summary>
sealed class PartnerEnds(SourceHttp http, DataFolder folder, TimeProvider clock)
{
    readonly ConditionalWeakTable<TrialTarget, PartnerEnd> _ends = [];

    /// <summary>The end of a check.</summary>
    public PartnerEnd Of(TrialTarget target) => _ends.GetValue(target, t => new(t, http, folder, clock));
}
