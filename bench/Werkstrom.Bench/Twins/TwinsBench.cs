namespace Werkstrom.Bench.Twins;

/// <summary><c>bench twins [NAME…]</c>: what the twins are measured by. Without a name: all.</summary>
static class TwinsBench
{
    // a new one is a line here
    static readonly Dictionary<string, Func<CancellationToken, Task<IReadOnlyList<Row>>>> Benches = new()
    {
        ["scene"] = SceneBench.RunAsync,
        ["corpus"] = stop => Task.FromResult(CorpusBench.Run(stop)),
        ["api"] = ShellBench.RunAsync,
    };

    public static async Task<IReadOnlyList<Row>> RunAsync(string[] args, CancellationToken stop)
    {
        List<string> names = [.. args.Skip(1).Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
        if (names.Except(Benches.Keys).ToList() is { Count: > 0 } unknown)
            throw new ArgumentException($"bench twins knows {string.Join(", ", Benches.Keys)}, not {string.Join(", ", unknown)}.", nameof(args));
        List<Row> rows = [];
        foreach (var name in names.Count > 0 ? names : [.. Benches.Keys])
        {
            Rows.Say($"twins {name} ...");
            rows.AddRange(await Benches[name](stop));
        }

        return rows;
    }
}
