using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Shells;

/// <summary>What is kept and listed.</summary>
enum EntryKind
{
    /// <summary>An asset administration shell.</summary>
    Shell,

    /// <summary>A submodel.</summary>
    Submodel,

    /// <summary>A concept description.</summary>
    Concept,

    /// <summary>A shell that another server has.</summary>
    ShellDescriptor,

    /// <summary>A submodel that another server has.</summary>
    SubmodelDescriptor,

    /// <summary>Identifiers of the asset of a shell that another server has.</summary>
    AssetLinks,

    /// <summary>An AASX package.</summary>
    Package,

    /// <summary>A file whose shells, submodels and concept descriptions were taken in.</summary>
    Import,
}

/// <summary>
/// One state of something with an identifier. It never changes: a change makes a new one, so that readers need no lock. Whoever wants to change
/// <see cref="Value"/> copies what lies on the way to the change (<see cref="Tree"/>).
/// </summary>
sealed class Entry
{
    IIdentifiable? _value;
    byte[]? _json;

    Entry(EntryKind kind, string id, long number, long version) => (Kind, Id, Number, Version) = (kind, id, number, version);

    /// <summary>What it is.</summary>
    public EntryKind Kind { get; }

    /// <summary>Its identifier.</summary>
    public string Id { get; }

    /// <summary>Its place in lists of its source, above 0.</summary>
    public long Number { get; }

    /// <summary>Another one with each change.</summary>
    public long Version { get; }

    /// <summary>About how many bytes it takes in memory.</summary>
    public int Size { get; private init; }

    /// <summary>The entity tag of HTTP.</summary>
    public string Tag => $"\"{Number:x}-{Version:x}\"";

    /// <summary>The canonical JSON.</summary>
    public byte[] Json => _json ??= AasJson.Write(_value!);

    /// <summary>The shell, submodel or concept description. Other kinds have only JSON.</summary>
    public IIdentifiable Value => _value ??= Read(Kind, _json!);

    /// <summary>The submodel.</summary>
    public Submodel Submodel => (Submodel)Value;

    /// <summary>The shell.</summary>
    public AssetAdministrationShell Shell => (AssetAdministrationShell)Value;

    /// <summary>Used since the cache last looked at it.</summary>
    public bool IsTouched { get; set; } = true;

    /// <summary>An entry of its JSON.</summary>
    public static Entry Of(EntryKind kind, string id, long number, long version, byte[] json) =>
        new(kind, id, number, version) { _json = json, Size = SizeOf(kind, json.Length) };

    /// <summary>An entry of its object; <paramref name="size"/> is about how large its JSON is, in bytes.</summary>
    public static Entry Of(EntryKind kind, IIdentifiable value, long number, long version, int size) =>
        new(kind, value.Id, number, version) { _value = value, Size = size };

    /// <summary>An entry whose object and JSON are both at hand.</summary>
    public static Entry Of(EntryKind kind, IIdentifiable value, byte[] json, long number, long version) =>
        new(kind, value.Id, number, version) { _value = value, _json = json, Size = SizeOf(kind, json.Length) };

    // submodels are mostly used as objects, which take about four times the bytes of their JSON; the others are mostly sent as they are
    static int SizeOf(EntryKind kind, int bytes) => 300 + (int)Math.Min(int.MaxValue / 2, bytes * (kind == EntryKind.Submodel ? 5L : 2L));

    // what was once written conforms to the rules of its time
    static IIdentifiable Read(EntryKind kind, byte[] json) => kind switch
    {
        EntryKind.Shell => AasJson.Read<AssetAdministrationShell>(json, ReadOptions.Tolerant).Value!,
        EntryKind.Submodel => AasJson.Read<Submodel>(json, ReadOptions.Tolerant).Value!,
        EntryKind.Concept => AasJson.Read<ConceptDescription>(json, ReadOptions.Tolerant).Value!,
        _ => throw new InvalidOperationException($"A {kind} is only JSON."),
    };
}
