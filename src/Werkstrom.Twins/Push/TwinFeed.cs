using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Events;
using Werkstrom.Store.Live;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Push;

/// <summary>
/// What happens to shells, as a feed. Live values below <c>assets/PATH/OperationalData</c>, each signal at most once a second with its newest
/// sample; what becomes of an asset's shell at <c>assets/PATH</c>; what is stored below the path of the asset that it belongs to, else below its identifier.
/// </summary>
sealed class TwinFeed(AssetCatalog assets, AliveIds ids, PushedSignals signals, ChangeLog changes, LiveValues live, IOptions<TwinsOptions> options) : IFeed
{
    /// <summary>Least time between two messages of one signal.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public string Root => options.Value.MqttTopic;

    public async IAsyncEnumerable<FeedMessage> ListenAsync(Func<bool> isWanted, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        // bounded: while the reader is busy, LiveValues keeps the newest value of each signal, and the log keeps the changes
        var messages = Channel.CreateBounded<FeedMessage>(100);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var both = Task.WhenAll(ValuesAsync(messages.Writer, isWanted, end.Token), ChangesAsync(messages.Writer, isWanted, end.Token));
        _ = both.ContinueWith(t => messages.Writer.TryComplete(t.Exception), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await foreach (var message in messages.Reader.ReadAllAsync(stop))
                yield return message;
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    async Task ValuesAsync(ChannelWriter<FeedMessage> into, Func<bool> isWanted, CancellationToken stop)
    {
        await foreach (var batch in live.WatchAsync([], Every, stop))
        {
            foreach (var sample in isWanted() ? batch : [])
            {
                if (signals.TryGet(sample, out var asset, out var element))
                    await into.WriteAsync(new($"{Below(asset.Path)}/{OperationalData.Name}/{element.IdShort}", TwinMessage.Of(ids, asset, element, sample), IsCertain: false), stop);
            }
        }
    }

    async Task ChangesAsync(ChannelWriter<FeedMessage> into, Func<bool> isWanted, CancellationToken stop)
    {
        for (var seen = changes.Last; ;)
        {
            await changes.WaitAsync(seen, stop);
            var last = changes.Last;
            foreach (var change in isWanted() ? changes.After(seen) ?? changes.After(last - ChangeLog.Most) ?? [] : [])
            {
                last = Math.Max(last, change.Number);
                await into.WriteAsync(new(TopicOf(change, out var shell), TwinMessage.Of(change, shell), IsCertain: true), stop);
            }

            seen = last;
        }
    }

    string TopicOf(TwinChange change, out string? shell)
    {
        shell = null;
        if (change.AssetPath is { } path)
            return Below(path);
        var rest = change.Path is { } element ? "/" + element.Replace('.', '/') : "";
        if (change.Kind == EntryKind.Submodel && ids.TrySubmodel(change.Id, out var number, out var name) && assets.TryGet(number, out var asset))
        {
            shell = ids.Shell(number);
            return $"{Below(asset.Path)}/{name}{rest}";
        }

        return $"{Root}/{(change.Kind == EntryKind.Shell ? "shells" : "submodels")}/{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(change.Id))}{rest}";
    }

    // wildcards may stand in names of assets, and in no topic
    string Below(string asset) => $"{Root}/assets/{asset.Replace('+', '_').Replace('#', '_')}";
}
