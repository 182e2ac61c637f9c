using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Werkstrom.Bench.Peers;
using Werkstrom.Tariff.Time;
using Werkstrom.Tariff.Mscons;

namespace Werkstrom.Bench.Energy;

/// <summary>
/// <c>bench energy settle</c>: meter readings stored and priced in a second, by the whole program over HTTP, against npm <c>stromdao-eaf</c>, which settles each
/// reading as it comes. Ours are durable before they are acknowledged, and priced by a bill run; the time of both counts. The peer keeps its data in memory.
/// </summary>
static class SettleBench
{
    const int Meters = 50, Days = 31, Single = 300, PeerMeters = 20, PeerRounds = 25;

    public static async Task<IReadOnlyList<Row>> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            double bulk, single, peer;
            await using (var ours = Ours.Start(folder))
            {
                await ours.ReadyAsync(stop);
                (bulk, single) = await OursAsync(ours.Http, stop);
            }

            await using (var eaf = await Eaf.StartAsync(stop))
            {
                await eaf.ReadyAsync(stop);
                peer = await PeerAsync(eaf, stop);
            }

            string Against(double own) => string.Create(CultureInfo.InvariantCulture, $"stromdao-eaf {peer:0}/s: {own / peer:0.0} ×");
            return
            [
                new("stored and priced, a day of 50 meters a request", bulk, "readings/s", null, null, Against(bulk)),
                new("stored and priced, one reading a request", single, "readings/s", null, null, Against(single)),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<(double Bulk, double Single)> OursAsync(HttpClient http, CancellationToken stop)
    {
        await FillAsync(http, stop);
        var begun = Stopwatch.GetTimestamp();
        for (var day = 1; day <= Days; day++)
            await CsvAsync(http, Enumerable.Range(0, Meters), GermanTime.Day(new(2024, 1, day)), stop);
        var stored = Stopwatch.GetElapsedTime(begun);
        await BillAsync(http, "2024-01-01", "2024-02-01", stop);
        var whole = Stopwatch.GetElapsedTime(begun);
        var priced = (whole - stored) / (Meters * Days * 96);
        Rows.Say(string.Create(CultureInfo.InvariantCulture, $"{Meters * Days * 96} readings: stored in {stored.TotalSeconds:0.00} s, priced in {(whole - stored).TotalSeconds:0.00} s"));
        begun = Stopwatch.GetTimestamp();
        var first = GermanTime.Day(new(2024, 2, 1)).First;
        for (var i = 0; i < Single; i++)
            await CsvAsync(http, [i % Meters], new(first + (i / Meters), 1), stop);
        return (Meters * Days * 96 / whole.TotalSeconds, 1 / ((Stopwatch.GetElapsedTime(begun) / Single) + priced).TotalSeconds);
    }

    static async Task FillAsync(HttpClient http, CancellationToken stop)
    {
        object tariff = new
        {
            name = "HT/NT",
            components = new object[]
            {
                new { name = "Energy", kind = "energy", rule = new { type = "clock", price = 11.9, windows = new[] { new { time = "06:00-22:00", price = 14.9 } } }, from = "2023-01-01" },
                new { name = "Grid", kind = "grid", rule = new { type = "flat", price = 9.35 }, from = "2023-01-01" },
                new { name = "Tax", kind = "tax", rule = new { type = "flat", price = 2.05 }, from = "2023-01-01" },
            },
            fees = Array.Empty<object>(),
        };
        await CheckAsync(await http.PutAsJsonAsync("api/energy/tariffs/clock", tariff, stop), stop);
        StringBuilder csv = new("number;customer;name;malo;tariff;state;town;operator;metering;annual_kwh;from\n");
        for (var i = 0; i < Meters; i++)
            csv.Append(CultureInfo.InvariantCulture, $"V-{i};K-{i};Bench;{Malo(i)};clock;NI;to-100000;example;smart;3500;2023-01-01\n");
        using StringContent body = new(csv.ToString(), Encoding.UTF8, "text/csv");
        await CheckAsync(await http.PostAsync("api/energy/contracts/import", body, stop), stop);
    }

    static async Task CsvAsync(HttpClient http, IEnumerable<int> meters, QuarterRange range, CancellationToken stop)
    {
        StringBuilder csv = new("time;malo;Wh\n");
        foreach (var meter in meters)
        {
            for (var quarter = range.First; quarter < range.End; quarter++)
                csv.Append(CultureInfo.InvariantCulture, $"{Quarters.Start(quarter):yyyy-MM-dd'T'HH:mm:sszzz};{Malo(meter)};{60 + ((quarter * 7) + meter) % 90}\n");
        }

        using StringContent body = new(csv.ToString(), Encoding.UTF8, "text/csv");
        await CheckAsync(await http.PostAsync("api/energy/meters/csv", body, stop), stop);
    }

    static async Task BillAsync(HttpClient http, string from, string to, CancellationToken stop)
    {
        using var begun = await http.PostAsJsonAsync("api/energy/bills/runs", new { from, to }, stop);
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("id").GetInt64();
        while (true)
        {
            var run = await http.GetFromJsonAsync<JsonElement>(string.Create(CultureInfo.InvariantCulture, $"api/energy/bills/runs/{id}"), stop);
            if (run.GetProperty("state").GetString() == "ready" && run.GetProperty("done").GetInt32() == Meters)
                return;
            await Task.Delay(5, stop);
        }
    }

    // as the package's own test of its speed: one client, one reading after the other
    static async Task<double> PeerAsync(Eaf eaf, CancellationToken stop)
    {
        var begun = 0L;
        for (var round = 0; round <= PeerRounds; round++)
        {
            if (round == 1)
                begun = Stopwatch.GetTimestamp(); // the first reading of a meter settles nothing
            for (var meter = 0; meter < PeerMeters; meter++)
            {
                if (await eaf.RefusesAsync($"bench{meter}", round, stop) is { } said)
                    throw new InvalidOperationException($"stromdao-eaf did not settle reading {round} of meter {meter}: {said}");
            }
        }

        return PeerMeters * PeerRounds / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    static async Task CheckAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}");
        }
    }

    static string Malo(int number) => MarketIds.DeliveryPoint(3_000_000_000 + number);
}
