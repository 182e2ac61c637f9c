using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Werkstrom.Bench.Peers;

namespace Werkstrom.Bench.Twins;

/// <summary>
/// The AAS API of the program as people start it: how long lists and single shells take with 1,000 and with 100,000 shells, and how many values a
/// second 32 connections write (each on disk when it is acknowledged) and read. The load runs on the same cores.
/// </summary>
static class ShellBench
{
    const int Connections = 32;
    const int Few = 1_000;
    const int Many = 100_000;
    const int Properties = 100;
    static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Row>> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            await using var ours = Ours.Start(folder);
            await ours.ReadyAsync(stop);
            var connections = await OpenAsync(ours, stop);
            List<Row> rows = [.. await ValuesAsync(connections, stop)];
            await FillAsync(connections, 0, Few, stop);
            var few = await ReadAsync(connections[0], Few, stop);
            var watch = Stopwatch.StartNew();
            await FillAsync(connections, Few, Many, stop);
            rows.Add(Row.Seen("shells created a second, 32 connections", (Many - Few) / watch.Elapsed.TotalSeconds, "1/s"));
            var many = await ReadAsync(connections[0], Many, stop);
            rows.AddRange(Compare(few, many));
            rows.Add(Row.Seen("memory with 100,000 shells", ours.Memory() / 1e6, "MB"));
            connections.ForEach(c => c.Dispose());
            return rows;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static IEnumerable<Row> Compare(Times few, Times many) =>
    [
        Row.AtMost("first page of 100,000 shells", many.Page, "ms", 100),
        Row.AtMost("one of 100,000 shells, p99", many.OneP99, "ms", 20),
        Row.AtMost("first page, 100,000 to 1,000 shells", many.Page / few.Page, "×", 1.5, FormattableString.Invariant($"{few.Page:0.00} ms with 1,000")),
        Row.AtMost("one shell (median), 100,000 to 1,000 shells", many.One / few.One, "×", 1.5, FormattableString.Invariant($"{few.One:0.000} ms with 1,000")),
    ];

    static async Task<List<RawConnection>> OpenAsync(Ours ours, CancellationToken stop)
    {
        List<RawConnection> connections = [];
        for (var i = 0; i < Connections; i++)
            connections.Add(await RawConnection.OpenAsync(ours.Http.BaseAddress!, ours.Http.DefaultRequestHeaders.Authorization!.Parameter!, stop));
        return connections;
    }

    static async Task<IEnumerable<Row>> ValuesAsync(List<RawConnection> connections, CancellationToken stop)
    {
        var properties = string.Join(',', Enumerable.Range(0, Properties).Select(i => $$"""{"modelType":"Property","idShort":"P{{i}}","valueType":"xs:double","value":"0"}"""));
        for (var i = 0; i < Connections; i++)
            await connections[0].SendAsync("POST", "/api/v3.0/submodels", $$"""{"modelType":"Submodel","id":"{{Submodel(i)}}","submodelElements":[{{properties}}]}""", stop);
        string Path(int connection, int n) => $"/api/v3.0/submodels/{Id(Submodel(connection))}/submodel-elements/P{n % Properties}/$value";
        var write = (RawConnection c, int i, int n) => c.SendAsync("PATCH", Path(i, n), FormattableString.Invariant($"{n}.5"), stop);
        var read = (RawConnection c, int i, int n) => c.SendAsync("GET", Path(i, n), null, stop);
        await RateAsync(connections, write, Long / 2);
        var writes = await RateAsync(connections, write, Long);
        await RateAsync(connections, read, Long / 2);
        var reads = await RateAsync(connections, read, Long);
        var found = await connections[0].SendAsync("GET", Path(0, 0), null, stop);
        if (JsonSerializer.Deserialize<double>(found.Span) < 0.5)
            throw new InvalidOperationException("A value that was written is not read.");
        return
        [
            Row.AtLeast("durable writes of a property's value, 32 connections", writes, "1/s", 5_000),
            Row.AtLeast("reads of a property's value, 32 connections", reads, "1/s", 10_000),
        ];
    }

    static async Task<double> RateAsync(List<RawConnection> connections, Func<RawConnection, int, int, ValueTask<ReadOnlyMemory<byte>>> send, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var sent = await Task.WhenAll(connections.Select((connection, i) => Task.Run(async () =>
        {
            var n = 0;
            for (; watch.Elapsed < time; n++)
                await send(connection, i, n);
            return n;
        })));
        return sent.Sum() / watch.Elapsed.TotalSeconds;
    }

    static Task FillAsync(List<RawConnection> connections, int from, int to, CancellationToken stop) => Task.WhenAll(connections.Select((connection, c) => Task.Run(async () =>
    {
        for (var i = from + c; i < to; i += Connections)
        {
            await connection.SendAsync("POST", "/api/v3.0/shells", $$"""
                {"modelType":"AssetAdministrationShell","idShort":"Shell{{i}}","id":"{{Shell(i)}}","assetInformation":{"assetKind":"Instance","globalAssetId":"urn:asset:{{i}}"} }
                """, stop);
        }
    }, stop)));

    static async Task<Times> ReadAsync(RawConnection connection, int count, CancellationToken stop)
    {
        var page = await TimesAsync(100, _ => connection.SendAsync("GET", "/api/v3.0/shells", null, stop));
        // spread over all of them: most are not in memory
        var one = await TimesAsync(2_000, i => connection.SendAsync("GET", $"/api/v3.0/shells/{Id(Shell((int)(i * 7_919L % count)))}", null, stop));
        return new(page[page.Count / 2], one[one.Count / 2], one[one.Count * 99 / 100]);
    }

    static async Task<List<double>> TimesAsync(int runs, Func<int, ValueTask<ReadOnlyMemory<byte>>> send)
    {
        List<double> times = [];
        for (var i = 0; i < runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await send(i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    static string Shell(int i) => $"urn:bench:shell:{i}";

    static string Submodel(int i) => $"urn:bench:submodel:{i}";

    static string Id(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    sealed record Times(double Page, double One, double OneP99);
}
