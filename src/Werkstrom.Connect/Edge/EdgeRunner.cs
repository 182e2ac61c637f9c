using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Connect.Edge;

/// <summary>
/// Keeps the side-cars running that are to run, from the moment the server answers until it ends. A server that only a verb of the
/// command line started, on the socket alone, runs none.
/// </summary>
sealed class EdgeRunner(
    EdgeBook book, EdgeProgram program, EdgeConfig config, IAssetState assets, IServer web, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<EdgeRunner> log) : BackgroundService
{
    readonly ConcurrentDictionary<int, EdgeState> _states = new();
    readonly Dictionary<int, Run> _runs = [];
    readonly SemaphoreSlim _gate = new(1);
    CancellationToken _end;

    /// <summary>Whether side-cars are run by this process.</summary>
    public bool IsAtWork { get; private set; }

    public EdgeState Of(int server) => _states.GetOrAdd(server, _ => new());

    /// <summary>Makes it so that a side-car runs as its server is now, or does not run.</summary>
    public async Task ApplyAsync(int id, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            await EndAsync(id);
            if (IsAtWork && await book.FindAsync($"{id}", stop) is { IsStarted: true } server && server.Id == id)
                Begin(server);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends a side-car and forgets how it was.</summary>
    public async Task ForgetAsync(int id, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            await EndAsync(id);
            _states.TryRemove(id, out _);
        }
        finally
        {
            _gate.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        _end = stop;
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, lifetime.ApplicationStarted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            IsAtWork = web.Features.Get<IServerAddressesFeature>()?.Addresses.Any(a => !a.Contains("unix:", StringComparison.Ordinal)) == true;
            foreach (var server in await book.ListAsync(null, stop))
            {
                if (server.IsStarted)
                    await ApplyAsync(server.Id, stop);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end
        }

        foreach (var id in _runs.Keys.ToList())
            await EndAsync(id);
    }

    void Begin(EdgeServer server)
    {
        var state = Of(server.Id);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_end);
        EdgeChild child = new(server, program, config, state, report => Heard(server, state, report), time, log);
        _runs[server.Id] = new(stop, Task.Run(() => child.RunAsync(stop.Token), CancellationToken.None));
    }

    async Task EndAsync(int id)
    {
        if (!_runs.Remove(id, out var run))
            return;
        await run.Stop.CancelAsync();
        await run.Work;
        run.Stop.Dispose();
        Of(id).Enter(EdgePhase.Stopped);
    }

    void Heard(EdgeServer server, EdgeState state, EdgeReport report)
    {
        // told again when the link comes up: to MQTT an asset is online whose token is connected, but here the machine counts
        if (report.Type is "machine" or "link")
            assets.Tell(server.AssetId, isOnline: state.Now is { IsOnline: true, IsLinked: true });
        if (report is { Type: "certificate", Fingerprint: { } fingerprint } && server.Fingerprint.Length == 0)
            _ = PinAsync(server, fingerprint);
    }

    async Task PinAsync(EdgeServer server, string fingerprint)
    {
        try
        {
            await book.PinAsync(server.Id, fingerprint, _end);
            server.Fingerprint = fingerprint;
        }
        catch (Exception e) when (e is System.Data.Common.DbException or OperationCanceledException)
        {
            log.EdgeNotPinned(server.Name, e.Message); // the next connection tries again
        }
    }

    sealed record Run(CancellationTokenSource Stop, Task Work);
}
