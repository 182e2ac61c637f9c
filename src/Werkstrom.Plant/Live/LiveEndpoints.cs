using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Judging;

namespace Werkstrom.Plant.Live;

/// <summary>Live values as server-sent events: one stream a reader, at most one event a second unless asked otherwise.</summary>
static class LiveEndpoints
{
    const int MostSignals = 5_000;

    // a reader comes back by itself, and its token is looked at again
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Maps <c>/api/live</c>.</summary>
    public static void MapLive(this IEndpointRouteBuilder api) =>
        api.MapGet("/live", Get).WithTags("Live").WithName("GetLive")
            .Produces<LiveFrame>(contentType: "text/event-stream")
            .WithSummary("Live values as server-sent events named values; begins with the last value of each signal, so a reader may reconnect at any time. Numbers that no signal has come first, in an event named unknown");

    static Results<EmptyHttpResult, LiveResult, ValidationProblem, ProblemHttpResult> Get(
        [Description("Numbers of signals with commas between, at most 5000; empty for all")] string? signals,
        [Description("Number of an asset: its signals and those below it")] string? asset,
        [Description("Least milliseconds between two events, 100 to 60000; default 1000")] string? every,
        SignalCatalog catalog, SignalScope scope, LiveHub hub)
    {
        var faults = new Faults();
        var numbers = Ask.Numbers("signals", signals, MostSignals, faults);
        var assetId = Ask.Number("asset", asset, 1, int.MaxValue, 0, faults);
        var pace = Ask.Number("every", every, 100, 60_000, 1_000, faults);
        // a browser asks for what all its tabs show: signals that are gone are named, and must not silence the others
        var unknown = numbers.Where(number => !catalog.TryGet(number, out _)).ToArray();
        if (assetId > 0 && !scope.HasAsset(assetId))
            faults.Add("asset", $"There is no asset with the number {assetId}.");
        if (faults.Any)
            return faults.ToProblem();

        int[] wanted = [.. numbers.Length > 0 ? numbers.Except(unknown) : scope.Below(assetId).Select(signal => signal.Id)];
        if (wanted.Length == 0)
            wanted = [0]; // no signal has this number: an asset without signals, or signals that are gone, have nothing to tell, not everything
        Array.Sort(wanted);
        return hub.Listen(wanted, TimeSpan.FromMilliseconds(pace)) is { } subscription
            ? new LiveResult(subscription, unknown, Longest)
            : Refusals.Busy($"{LiveHub.MostReaders} readers listen already. Try again in a minute.");
    }
}

/// <summary>Writes a stream until the reader leaves, the server stops, or its hour is over.</summary>
sealed class LiveResult(LiveHub.Subscription subscription, int[] unknown, TimeSpan longest) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var place = subscription;
        var lifetime = (IHostApplicationLifetime)httpContext.RequestServices.GetService(typeof(IHostApplicationLifetime))!;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, lifetime.ApplicationStopping);
        end.CancelAfter(longest);
        Prepare(httpContext);
        try
        {
            await WriteAsync(httpContext.Response, end.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // the reader left, or its time is over
        }
    }

    static void Prepare(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache, no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would gather the events
    }

    async Task WriteAsync(HttpResponse response, CancellationToken stop)
    {
        await response.Body.WriteAsync(LiveFrame.Hello, stop);
        if (unknown.Length > 0)
            await response.Body.WriteAsync(LiveFrame.Unknown(unknown), stop);
        await response.Body.WriteAsync(subscription.Channel.Last(), stop);
        await response.Body.FlushAsync(stop);
        while (true)
        {
            var frame = await subscription.Reader.NextAsync(stop);
            await response.Body.WriteAsync(frame ?? subscription.Channel.Last(), stop);
            await response.Body.FlushAsync(stop);
        }
    }
}
