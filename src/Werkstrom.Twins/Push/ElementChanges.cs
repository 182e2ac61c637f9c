using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Twins.Push;

/// <summary>What is another in a document than it was. What two states share is the same object, so most is not looked at.</summary>
sealed class ElementChanges
{
    /// <summary>Of one document no more elements are named, only the document.</summary>
    public const int Most = 200;

    /// <summary>A value of more bytes of JSON is not pushed.</summary>
    public const int LargestValue = 64_000;

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly List<TwinChange> _changes = [];
    readonly Submodel _now;

    ElementChanges(Submodel now) => _now = now;

    /// <summary>The changes of a document, the document itself first when more than values of elements changed.</summary>
    public static IReadOnlyList<TwinChange> Of(EntryKind kind, string id, Entry? before, Entry? after)
    {
        if (before is null || after is null || kind != EntryKind.Submodel)
            return [Whole(kind, id, before, after)];
        ElementChanges all = new(after.Submodel);
        all.Children(before.Submodel, after.Submodel, "");
        var isOnlyElements = all._changes.Count is > 0 and <= Most && SameHead(before.Submodel, after.Submodel);
        return isOnlyElements ? all._changes : [Whole(kind, id, before, after), .. all._changes.Count <= Most ? all._changes : []];
    }

    static TwinChange Whole(EntryKind kind, string id, Entry? before, Entry? after) => new(
        before is null ? TwinChange.Created : after is null ? TwinChange.Deleted : TwinChange.Updated, kind, id, (after ?? before)!.Value.IdShort, null,
        after is { Kind: EntryKind.Submodel } ? Json(w => ValueOut.Write(w, Tree.Children(after.Submodel), withBlobs: false)) : null);

    static bool SameHead(Submodel before, Submodel after) => AasJson.Write(Tree.WithChildren(before, [])).AsSpan().SequenceEqual(AasJson.Write(Tree.WithChildren(after, [])));

    void Children(IClass before, IClass after, string path)
    {
        var (old, now) = (Tree.Children(before), Tree.Children(after));
        var inList = after is SubmodelElementList;
        if (SameNames(old, now))
        {
            // the usual change: a value. What two states share is passed by without a look at its name
            for (var i = 0; i < now.Count && _changes.Count <= Most; i++)
            {
                if (!ReferenceEquals(old[i], now[i]))
                    Element(old[i], now[i], ElementPath.Join(path, now[i].IdShort, i, inList));
            }

            return;
        }

        var known = inList ? null : old.Where(o => o.IdShort is not null).GroupBy(o => o.IdShort!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        for (var i = 0; i < now.Count && _changes.Count <= Most; i++)
        {
            var was = inList ? (i < old.Count ? old[i] : null) : known!.GetValueOrDefault(now[i].IdShort ?? "");
            Element(was, now[i], ElementPath.Join(path, now[i].IdShort, i, inList));
            known?.Remove(now[i].IdShort ?? "");
        }

        foreach (var gone in inList ? Enumerable.Range(now.Count, Math.Max(0, old.Count - now.Count)).Select(i => ElementPath.Join(path, null, i, inList: true))
            : known!.Keys.Select(k => ElementPath.Join(path, k, 0, inList: false)))
        {
            _changes.Add(new(TwinChange.Deleted, EntryKind.Submodel, _now.Id, _now.IdShort, gone, null));
        }
    }

    static bool SameNames(IReadOnlyList<ISubmodelElement> old, IReadOnlyList<ISubmodelElement> now)
    {
        if (old.Count != now.Count)
            return false;
        for (var i = 0; i < now.Count; i++)
        {
            if (!ReferenceEquals(old[i], now[i]) && old[i].IdShort != now[i].IdShort)
                return false;
        }

        return true;
    }

    void Element(ISubmodelElement? was, ISubmodelElement now, string path)
    {
        if (ReferenceEquals(was, now))
            return;
        if (was is null || was.GetType() != now.GetType())
        {
            Add(was is null ? TwinChange.Created : TwinChange.Updated, now, path);
        }
        else if (!Tree.IsContainer(now))
        {
            AddChanged(was, now, path);
        }
        else
        {
            AddChanged(Tree.WithChildren(was, []), Tree.WithChildren(now, []), path);
            Children(was, now, path);
        }
    }

    void AddChanged(ISubmodelElement was, ISubmodelElement now, string path)
    {
        if (!AasJson.Write(was).AsSpan().SequenceEqual(AasJson.Write(now)))
            Add(TwinChange.Updated, now, path);
    }

    void Add(string what, ISubmodelElement now, string path) =>
        _changes.Add(new(what, EntryKind.Submodel, _now.Id, _now.IdShort, path, ValueOut.Has(now) ? Json(w => ValueOut.Write(w, now, withBlobs: false)) : null));

    static byte[]? Json(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json, Plain))
            write(writer);
        return json.WrittenCount <= LargestValue ? json.WrittenSpan.ToArray() : null;
    }
}
