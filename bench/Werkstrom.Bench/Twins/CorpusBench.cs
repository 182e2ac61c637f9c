using System.Diagnostics;
using Werkstrom.Aas;
using Werkstrom.Bench.Condition;

namespace Werkstrom.Bench.Twins;

/// <summary>The 3,163 JSON files of the published test data of aas-core-works, each judged as its folder says.</summary>
static class CorpusBench
{
    public static IReadOnlyList<Row> Run(CancellationToken stop)
    {
        var folder = new ConditionData([]).Folder(Path.Combine("aas", "corpus"));
        List<(string Name, byte[] Bytes)> files =
            [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (f, File.ReadAllBytes(f)))];
        var watch = Stopwatch.StartNew();
        var (right, slowest) = (0, 0.0);
        foreach (var (name, bytes) in files)
        {
            stop.ThrowIfCancellationRequested();
            var before = watch.Elapsed;
            var expected = name.Contains($"{Path.DirectorySeparatorChar}Expected{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
            right += AasFile.Read(bytes).Conforms == expected ? 1 : 0;
            slowest = Math.Max(slowest, (watch.Elapsed - before).TotalMilliseconds);
        }

        return
        [
            Row.AtLeast("AAS test data: files judged as their folder says", right, "", 3_163),
            Row.AtMost("AAS test data: time for all of them", watch.Elapsed.TotalSeconds, "s", 5),
            Row.Seen("AAS test data: slowest file (the first ones warm up)", slowest, "ms"),
        ];
    }
}
