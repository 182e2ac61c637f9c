namespace Werkstrom.Tests.Aas;

/// <summary>The files of <c>shared/data/aas</c>.</summary>
static class AasData
{
    public static IReadOnlyList<string> Corpus() => Files("aas/corpus/test_data");

    public static IReadOnlyList<string> Templates() => Files("aas/templates");

    public static bool IsExpected(string file) => file.Contains($"{Path.DirectorySeparatorChar}Expected{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    public static bool IsEvent(string file) => file.Contains($"{Path.DirectorySeparatorChar}EventPayload{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(SharedData.Path(folder), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
