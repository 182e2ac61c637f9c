using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Live;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Push;

/// <summary>What a reader of events wants.</summary>
/// <param name="Asset">Only of this asset and those below it; null for all.</param>
/// <param name="Inside">Numbers of these assets.</param>
/// <param name="Shell">Only of this shell; null for all.</param>
/// <param name="Submodel">Only of this submodel; null for all.</param>
/// <param name="Every">Least time between two values of a signal.</param>
/// <param name="Since">The last event that the reader has; null for one who comes first.</param>
sealed record TwinAsk(int? Asset, HashSet<int>? Inside, string? Shell, string? Submodel, TimeSpan Every, string? Since);

/// <summary>
/// Writes what happens to shells as server-sent events, until the reader leaves, the server stops, or its hour is over: first what the reader missed,
/// then the last value of each signal, then both as they come. Changes have an id by which a reader who comes back gets what it missed.
/// </summary>
sealed class TwinStream(TwinAsk ask, AssetCatalog assets, AliveIds ids, PushedSignals signals, ChangeLog changes, LiveValues live) : IResult
{
    static readonly TimeSpan Longest = TimeSpan.FromHours(1), BetweenHeartbeats = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var lifetime = (IHostApplicationLifetime)httpContext.RequestServices.GetService(typeof(IHostApplicationLifetime))!;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, lifetime.ApplicationStopping);
        end.CancelAfter(Longest);
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        httpContext.Response.ContentType = "text/event-stream; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-cache, no-store";
        httpContext.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would gather the events
        using Out response = new(httpContext.Response);
        try
        {
            var seen = changes.Last;
            await BeginAsync(response, seen, end.Token);
            Task[] all = [ValuesAsync(response, end.Token), ChangesAsync(response, seen, end.Token), BeatAsync(response, end.Token)];
            var first = await Task.WhenAny(all);
            await end.CancelAsync();
            await Task.WhenAll(all).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await first;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // the reader left, or its time is over
        }
    }

    async Task BeginAsync(Out response, long seen, CancellationToken stop)
    {
        StringBuilder text = new("retry: 2000\n\n");
        if (ask.Since is { } since)
        {
            if (changes.Number(since) is { } number && changes.After(number) is { } missed)
                missed.Where(c => c.Number <= seen && Wants(c)).ToList().ForEach(c => Append(text, c));
            else
                Append(text, "reset", changes.Name(seen), """{"reason":"What happened since is not known any more; read anew."}"""u8);
        }
        else
        {
            Append(text, "ready", changes.Name(seen), "{}"u8);
        }

        foreach (var signal in Signals())
        {
            if (live.TryGet(signal, out var sample))
                Append(text, sample);
        }

        await response.SendAsync(text, stop);
    }

    async Task ValuesAsync(Out response, CancellationToken stop)
    {
        var wanted = Signals();
        StringBuilder text = new();
        // no signal has the number 0: nothing is watched, instead of everything
        await foreach (var batch in live.WatchAsync(wanted.Length > 0 ? wanted : [0], ask.Every, stop))
        {
            foreach (var sample in batch)
                Append(text, sample);
            await response.SendAsync(text, stop);
            text.Clear();
        }
    }

    async Task ChangesAsync(Out response, long seen, CancellationToken stop)
    {
        StringBuilder text = new();
        while (true)
        {
            await changes.WaitAsync(seen, stop);
            var last = changes.Last;
            if (changes.After(seen) is not { } news)
            {
                Append(text, "reset", changes.Name(last), """{"reason":"More happened than could be told; read anew."}"""u8);
                news = [];
            }

            foreach (var change in news)
            {
                last = Math.Max(last, change.Number);
                if (Wants(change))
                    Append(text, change);
            }

            seen = last;
            await response.SendAsync(text, stop);
            text.Clear();
        }
    }

    static async Task BeatAsync(Out response, CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(BetweenHeartbeats, stop);
            await response.SendAsync(new(": \n\n"), stop);
        }
    }

    int[] Signals()
    {
        var asset = ask.Asset;
        if (ask.Shell is { } shell)
            asset = ids.TryShell(shell, out var number) && (asset is null || ask.Inside!.Contains(number)) ? number : -1;
        if (ask.Submodel is { } submodel)
            asset = ids.TrySubmodel(submodel, out var number, out var name) && name == OperationalData.Name && (asset is null || asset == number || ask.Inside?.Contains(number) == true) ? number : -1;
        return ask.Shell is null && ask.Submodel is null ? signals.Below(asset) : asset > 0 ? signals.Of(asset.Value) : [];
    }

    bool Wants(TwinChange change)
    {
        var isAlive = ids.TrySubmodel(change.Id, out var number, out _) && change.Kind == EntryKind.Submodel;
        return (ask.Asset is not { } root || IsInside(change, root, isAlive ? number : 0))
            && (ask.Shell is not { } shell || (change.Kind == EntryKind.Shell && change.Id == shell) || (isAlive && ids.Shell(number) == shell))
            && (ask.Submodel is not { } submodel || (change.Kind == EntryKind.Submodel && change.Id == submodel));
    }

    // what was inside when the reader came, and what came there since
    bool IsInside(TwinChange change, int root, int number)
    {
        if (change.AssetPath is not { } path)
            return ask.Inside!.Contains(number) || (number > 0 && assets.IsWithin(number, root));
        return (ids.TryShell(change.Id, out var own) && ask.Inside!.Contains(own))
            || (assets.TryGet(root, out var top) && (path == top.Path || path.StartsWith(top.Path + "/", StringComparison.Ordinal)));
    }

    void Append(StringBuilder text, TwinChange change) => Append(text, change.What, changes.Name(change.Number),
        TwinMessage.Of(change, change.Kind == EntryKind.Submodel && ids.TrySubmodel(change.Id, out var number, out _) ? ids.Shell(number) : null));

    void Append(StringBuilder text, LiveValue sample)
    {
        if (signals.TryGet(sample, out var asset, out var element))
            Append(text, TwinMessage.ValueWord, null, TwinMessage.Of(ids, asset, element, sample));
    }

    static void Append(StringBuilder text, string word, string? id, ReadOnlySpan<byte> json)
    {
        if (id is not null)
            text.Append("id: ").Append(id).Append('\n');
        text.Append("event: ").Append(word).Append("\ndata: ").Append(Encoding.UTF8.GetString(json)).Append("\n\n");
    }

    /// <summary>The answer, written by one at a time.</summary>
    sealed class Out(HttpResponse response) : IDisposable
    {
        readonly SemaphoreSlim _turn = new(1, 1);

        public async Task SendAsync(StringBuilder text, CancellationToken stop)
        {
            if (text.Length == 0)
                return;
            await _turn.WaitAsync(stop);
            try
            {
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), stop);
                await response.Body.FlushAsync(stop);
            }
            finally
            {
                _turn.Release();
            }
        }

        public void Dispose() => _turn.Dispose();
    }
}
