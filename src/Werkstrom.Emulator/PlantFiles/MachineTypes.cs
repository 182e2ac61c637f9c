namespace Werkstrom.Emulator.PlantFiles;

/// <summary>What the types of machines bring: cycle, signals, failures, in the form of a plant file.</summary>
static class MachineTypes
{
    static readonly Lazy<JsonPlace> All = new(Load);

    /// <summary>The names of all types.</summary>
    public static IEnumerable<string> Names => All.Value.Members.Select(m => m.Name);

    /// <summary>A type.</summary>
    public static JsonPlace Get(string name) => All.Value.Members.Find(m => m.Name == name).Place;

    static JsonPlace Load() => JsonPlace.Read(PlantResources.Bytes("types.json"), [])!;
}
