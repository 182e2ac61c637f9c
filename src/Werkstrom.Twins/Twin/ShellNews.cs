using System.Collections.Concurrent;
using System.Threading.Channels;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Twin;

/// <summary>
/// Notes which shells, which submodels of shells about assets, and which files of submodels that stand at an asset's own shell have changed. It is told by
/// the one writer and so knows nobody who writes.
/// </summary>
sealed class ShellNews(AliveIds ids) : IDocumentWatcher
{
    const int Most = 10_000;

    readonly Channel<string> _changed = Channel.CreateBounded<string>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Submodels that were read for an asset, by their identifier.</summary>
    public ConcurrentDictionary<string, int> About { get; } = new();

    public void Changed(EntryKind kind, string id, Entry? before, Entry? after)
    {
        if (kind == EntryKind.Shell || (kind == EntryKind.Submodel && (About.ContainsKey(id) || IsOwnWithFiles(id, before, after))))
            _changed.Writer.TryWrite(id);
    }

    bool IsOwnWithFiles(string id, Entry? before, Entry? after) => ids.TrySubmodel(id, out _, out _) && !FilePaths.Of(before).SetEquals(FilePaths.Of(after));

    /// <summary>The identifiers, as they come.</summary>
    public IAsyncEnumerable<string> AllAsync(CancellationToken stop) => _changed.Reader.ReadAllAsync(stop);
}
