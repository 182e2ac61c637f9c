namespace Werkstrom.Bench.Energy;

/// <summary><c>bench energy [NAME…]</c>: what pricing quarter-hours costs on one core. Without a name: all.</summary>
static class EnergyBench
{
    // a new one is a line here
    static readonly Dictionary<string, Func<CancellationToken, IReadOnlyList<Row>>> Benches = new()
    {
        ["price"] = PriceBench.Run,
    };

    public static Task<IReadOnlyList<Row>> RunAsync(string[] args, CancellationToken stop)
    {
        List<string> names = [.. args.Skip(1).Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
        if (names.Except(Benches.Keys).ToList() is { Count: > 0 } unknown)
            throw new ArgumentException($"bench energy knows {string.Join(", ", Benches.Keys)}, not {string.Join(", ", unknown)}.", nameof(args));
        List<Row> rows = [];
        foreach (var name in names.Count > 0 ? names : [.. Benches.Keys])
        {
            Rows.Say($"energy {name} ...");
            rows.AddRange(Benches[name](stop));
        }

        return Task.FromResult<IReadOnlyList<Row>>(rows);
    }
}
