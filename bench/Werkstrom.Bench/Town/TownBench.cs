namespace Werkstrom.Bench.Town;

/// <summary><c>bench town [NAME…]</c>: the tariff laboratory and the desk on a town of 100,000, the best window, the public page. Without a name: all but those that must be asked for (<c>million</c>).</summary>
static class TownBench
{
    // a new one is a line here
    static readonly Dictionary<string, (bool IsAsked, Func<CancellationToken, Task<IReadOnlyList<Row>>> Run)> Benches = new()
    {
        ["lab"] = (false, stop => Task.FromResult(LabBench.Run(100_000, stop))),
        ["desk"] = (false, DeskBench.RunAsync),
        ["window"] = (false, stop => Task.FromResult(WindowBench.Run(stop))),
        ["green"] = (false, GreenBench.RunAsync),
        ["million"] = (true, stop => Task.FromResult(LabBench.Run(1_000_000, stop))),
    };

    public static async Task<IReadOnlyList<Row>> RunAsync(string[] args, CancellationToken stop)
    {
        List<string> names = [.. args.Skip(1).Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
        if (names.Except(Benches.Keys).ToList() is { Count: > 0 } unknown)
            throw new ArgumentException($"bench town knows {string.Join(", ", Benches.Keys)}, not {string.Join(", ", unknown)}.", nameof(args));
        List<Row> rows = [];
        foreach (var name in names.Count > 0 ? names : [.. Benches.Where(b => !b.Value.IsAsked).Select(b => b.Key)])
        {
            Rows.Say($"town {name} ...");
            rows.AddRange(await Benches[name].Run(stop));
        }

        return rows;
    }
}
