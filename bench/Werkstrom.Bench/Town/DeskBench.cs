using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Werkstrom.Bench.Peers;
using Werkstrom.Tariff.Mscons;

namespace Werkstrom.Bench.Town;

/// <summary>
/// The desk with 100,000 made-up customers in the program that people start: until the first byte of the page of the portfolio and of a search comes, and how
/// long the background needs for the figures of all months.
/// </summary>
static class DeskBench
{
    const int Customers = 100_000, Rounds = 20;

    const string Tariff = """{"name":"Fix","fees":[{"name":"Base","kind":"energy","from":"2024-01-01","perYear":96}],"components":[{"name":"Energy","kind":"energy","from":"2024-01-01","rule":{"price":14,"type":"flat"}}]}""";

    public static async Task<IReadOnlyList<Row>> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            await using var ours = Ours.Start(folder);
            await ours.ReadyAsync(stop);
            using var put = await ours.Http.PutAsync("api/energy/tariffs/fix", new StringContent(Tariff, null, "application/json"), stop);
            put.EnsureSuccessStatusCode();
            Fill(Path.Combine(folder, "registry.db"));
            var begun = Stopwatch.GetTimestamp();
            await MakeAsync(ours.Http, stop);
            var made = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            return
            [
                Row.AtMost("portfolio page with 100,000 customers, first content, median of 20", await FirstAsync(ours.Http, "energy/desk", stop), "ms", 300),
                Row.Seen("search for a name among them, median of 20", await FirstAsync(ours.Http, "api/energy/desk/customers?text=kunde+77777", stop), "ms"),
                Row.Seen("the page of customers after the 90,000th, median of 20", await FirstAsync(ours.Http, "api/energy/desk/customers?after=K-90000&take=50", stop), "ms"),
                Row.Seen("figures of all months, in the background, nobody measured", made, "s"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // rows as the program writes them; what is measured is reading
    static void Fill(string registry)
    {
        using SqliteConnection db = new($"Data Source={registry};Default Timeout=60");
        db.Open();
        using var transaction = db.BeginTransaction();
        using var customer = db.CreateCommand();
        customer.CommandText = "INSERT INTO energy_customer (number, name, street, postcode, city, mail, created_ms, fold) VALUES ($n, $name, 'Weg 1', $p, 'Ort', '', 0, $fold)";
        using var contract = db.CreateCommand();
        contract.CommandText = """
            INSERT INTO energy_contract (id, number, customer, malo, asset_id, tariff, federal_state, town, grid_operator, area, metering, has_module1, profile, annual_wh, first_quarter, end_quarter, agreement_id, notice_days, created_ms, fold)
            VALUES ($id, $v, $n, $m, 0, 'fix', 'NI', 'to-100000', 'example', '', 'Profile', 0, 'H25', $wh, $first, $end, 0, 14, 0, $fold)
            """;
        var now = (int)(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 900);
        for (var i = 0; i < Customers; i++)
        {
            var (number, malo) = (FormattableString.Invariant($"K-{i:00000}"), MarketIds.DeliveryPoint(1_000_000_000L + i));
            Run(customer, ("$n", number), ("$name", FormattableString.Invariant($"Kunde {i}")), ("$p", (10_000 + (i % 900)).ToString(CultureInfo.InvariantCulture)), ("$fold", FormattableString.Invariant($"kunde {i} ort")));
            Run(contract, ("$id", i + 1), ("$v", $"V-{i:00000}"), ("$n", number), ("$m", malo), ("$wh", 2_000_000L + (i % 4_000 * 1_000)), ("$first", now - (96 * 600)), ("$end", i % 25 == 0 ? now - (i % 400 * 96) : DBNull.Value), ("$fold", $"v-{i:00000} {number} {malo}".ToLowerInvariant()));
        }

        transaction.Commit();
    }

    static void Run(SqliteCommand command, params (string Name, object Value)[] values)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    static async Task MakeAsync(HttpClient http, CancellationToken stop)
    {
        using var asked = await http.PostAsync("api/energy/desk/portfolio/make", null, stop);
        asked.EnsureSuccessStatusCode();
        for (var i = 0; i < 6_000; i++)
        {
            if ((await http.GetStringAsync("api/energy/desk/portfolio", stop)).Contains("\"isWhole\":true", StringComparison.Ordinal))
                return;
            await Task.Delay(100, stop);
        }

        throw new TimeoutException("The figures of the portfolio did not come in ten minutes.");
    }

    static async Task<double> FirstAsync(HttpClient http, string address, CancellationToken stop)
    {
        List<double> all = [];
        for (var i = 0; i < Rounds; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stop);
            answer.EnsureSuccessStatusCode();
            all.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return all.Order().ElementAt(Rounds / 2);
    }
}
