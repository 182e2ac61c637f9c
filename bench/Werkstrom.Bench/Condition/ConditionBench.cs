namespace Werkstrom.Bench.Condition;

/// <summary>
/// <c>bench condition [NAME…] [--data FOLDER]</c>: what the learning library makes of public data sets, by the code that the product
/// uses. Without a name: all. The folder is laid out like <c>shared/data</c>, which is the default.
/// </summary>
static class ConditionBench
{
    // a new one is a line here
    static readonly Dictionary<string, Func<ConditionData, CancellationToken, Task<IReadOnlyList<Row>>>> Benches = new()
    {
        ["cmapss"] = CmapssBench.RunAsync,
        ["ai4i"] = Ai4iBench.RunAsync,
        ["profile"] = ProfileBench.RunAsync,
        ["bearing"] = BearingBench.RunAsync,
        ["nab"] = NabBench.RunAsync,
        ["load"] = LoadBench.RunAsync,
    };

    public static async Task<IReadOnlyList<Row>> RunAsync(string[] args, CancellationToken stop)
    {
        ConditionData data = new(args);
        var names = data.Names(args.Skip(1), Benches.Keys);
        List<Row> rows = [];
        foreach (var name in names)
        {
            Rows.Say($"condition {name} ...");
            rows.AddRange(await Benches[name](data, stop));
        }

        return rows;
    }
}
