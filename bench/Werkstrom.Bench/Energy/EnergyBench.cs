namespace Werkstrom.Bench.Energy;

/// <summary><c>bench energy [NAME…]</c>: what pricing quarter-hours and reading their messages costs on one core, and how good the forecast of the green index is. Without a name: all.</summary>
static class EnergyBench
{
    // a new one is a line here
    static readonly Dictionary<string, Func<CancellationToken, Task<IReadOnlyList<Row>>>> Benches = new()
    {
        ["price"] = stop => Task.FromResult(PriceBench.Run(stop)),
        ["stored"] = stop => Task.FromResult(StoredBench.Run(stop)),
        ["mscons"] = MsconsBench.RunAsync,
        ["settle"] = SettleBench.RunAsync,
        ["forecast"] = stop => Task.FromResult(ForecastBench.Run(stop)),
    };

    public static async Task<IReadOnlyList<Row>> RunAsync(string[] args, CancellationToken stop)
    {
        List<string> names = [.. args.Skip(1).Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
        if (names.Except(Benches.Keys).ToList() is { Count: > 0 } unknown)
            throw new ArgumentException($"bench energy knows {string.Join(", ", Benches.Keys)}, not {string.Join(", ", unknown)}.", nameof(args));
        List<Row> rows = [];
        foreach (var name in names.Count > 0 ? names : [.. Benches.Keys])
        {
            Rows.Say($"energy {name} ...");
            rows.AddRange(await Benches[name](stop));
        }

        return rows;
    }
}
