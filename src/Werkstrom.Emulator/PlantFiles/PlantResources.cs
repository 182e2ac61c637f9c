namespace Werkstrom.Emulator.PlantFiles;

/// <summary>The files that are part of the program: types, schema, example.</summary>
static class PlantResources
{
    /// <summary>The bytes of one of them.</summary>
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(PlantResources).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
