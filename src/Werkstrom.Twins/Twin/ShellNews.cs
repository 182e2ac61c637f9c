using System.Collections.Concurrent;
using System.Threading.Channels;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Twin;

/// <summary>Notes which shells, and which submodels of shells about assets, have changed. It is told by the one writer and so knows nobody.</summary>
sealed class ShellNews : IDocumentWatcher
{
    const int Most = 10_000;

    readonly Channel<string> _changed = Channel.CreateBounded<string>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Submodels that were read for an asset, by their identifier.</summary>
    public ConcurrentDictionary<string, int> About { get; } = new();

    public void Changed(EntryKind kind, string id, Entry? before, Entry? after)
    {
        if (kind == EntryKind.Shell || (kind == EntryKind.Submodel && About.ContainsKey(id)))
            _changed.Writer.TryWrite(id);
    }

    /// <summary>The identifiers, as they come.</summary>
    public IAsyncEnumerable<string> AllAsync(CancellationToken stop) => _changed.Reader.ReadAllAsync(stop);
}
