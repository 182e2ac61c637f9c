using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Werkstrom.Acceptance.Mqtt;

namespace Werkstrom.Acceptance.Energy;

/// <summary>
/// npm's corrently-api 2.0.6 and tibber-api 5.6.0, unchanged, against the built program: prices come by the verb, the index by its own way from measured values
/// to a frozen, signed tomorrow.
/// </summary>
public sealed class EnergyClientTests
{
    const long Hour = 3600;

    // the hour of the day in UTC decides the price: 0 to 230 €/MWh
    static decimal Price(long start) => start / Hour % 24 * 10;

    [Fact]
    public async Task The_clients_of_the_GruenstromIndex_and_of_Tibber_read_what_is_known_here()
    {
        await using Running program = new();
        await program.StartAsync();
        using var admin = await program.ClientAsync("admin");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await PricesAsync(program, now);
        await IndexAsync(admin, now);
        var (code, token, error) = await Running.RunAsync("token", "create", "--data", program.Folder, "--name", "manager", "--scopes", "read");
        Assert.True(code == 0, error);

        var said = JsonDocument.Parse(await MqttProgram.RunAsync("node", ".", "energy.mjs", program.Address.ToString().TrimEnd('/'), token.Trim(), "69256", "spot-DE-LU")).RootElement;

        Index(said, now);
        Tibber(said);
        // refusals arrive as sentences
        Assert.Contains("invalid zipcode", said.GetProperty("nowhere").GetProperty("failed").GetString(), StringComparison.Ordinal);
        Assert.Contains("401", said.GetProperty("stranger").GetProperty("failed").GetString(), StringComparison.Ordinal);
        Assert.Equal("read", said.GetProperty("payload").GetProperty("scope").GetString());
    }

    static void Index(JsonElement said, long now)
    {
        var rows = said.GetProperty("prediction").GetProperty("forecast").EnumerateArray().ToList();
        Assert.InRange(rows.Count, 23, 25); // tomorrow
        Assert.All(rows, r => Assert.InRange(r.GetProperty("gsi").GetDouble(), 0, 100));
        Assert.All(rows, r => Assert.InRange(r.GetProperty("co2_g_standard").GetInt32(), 1, 1_000));
        Assert.DoesNotContain("null", said.GetProperty("prediction").GetRawText(), StringComparison.Ordinal);
        var best = rows.Where(r => r.GetProperty("epochtime").GetInt64() <= now + (24 * Hour)).Max(r => r.GetProperty("gsi").GetDouble());
        Assert.Equal(best, said.GetProperty("best").GetProperty("gsi").GetDouble());

        Assert.Equal("Town", said.GetProperty("advice").GetProperty("location").GetProperty("city").GetString());
        Assert.Equal(rows.Count, said.GetProperty("advice").GetProperty("periodsByHour").GetArrayLength());
        var analysis = said.GetProperty("prices").GetProperty("priceSpread").GetProperty("analysis").EnumerateArray().ToList();
        Assert.NotEmpty(analysis);
        Assert.All(analysis, p => Assert.Equal(Price(p.GetProperty("timestamp").GetDateTimeOffset().ToUnixTimeSeconds()), p.GetProperty("marketPrice").GetDecimal()));
        // 100 Wh wind + 100 Wh sun at most of 1,000: most comes from elsewhere
        Assert.Contains(said.GetProperty("mix").GetProperty("distribution").GetProperty("mainSources").EnumerateArray(), s => s.GetProperty("location").GetString() == "Town");
        Assert.InRange(said.GetProperty("mix").GetProperty("energyMix").GetProperty("import").GetProperty("current").GetDouble(), 75, 100);
    }

    static void Tibber(JsonElement said)
    {
        Assert.Contains(said.GetProperty("homes").EnumerateArray(), h => h.GetProperty("id").GetString() == "spot-DE-LU");
        var hours = said.GetProperty("hours").EnumerateArray().ToList();
        Assert.InRange(hours.Count, 23, 25);
        Assert.All(hours.Concat(said.GetProperty("quarters").EnumerateArray()).Concat(said.GetProperty("tomorrow").EnumerateArray()), p =>
        {
            var start = p.GetProperty("startsAt").GetDateTimeOffset().ToUnixTimeSeconds();
            Assert.Equal((Price(start) / 1_000, "EUR"), (p.GetProperty("total").GetDecimal(), p.GetProperty("currency").GetString()));
        });
        Assert.Equal(hours.Count * 4, said.GetProperty("quarters").GetArrayLength());
        Assert.NotEqual(JsonValueKind.Null, said.GetProperty("current").GetProperty("level").ValueKind);
        Assert.Equal("spot-DE-LU", said.GetProperty("all")[0].GetProperty("homeId").GetString());
        // the client hands refusals on as they come: errors of GraphQL with their status
        Assert.Contains("There is no home 'nowhere'", said.GetProperty("noHome").GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(401, said.GetProperty("noToken").GetProperty("status").GetInt32());
    }

    /// <summary>Five days back to three ahead, as a file of aWATTar.</summary>
    static async Task PricesAsync(Running program, long now)
    {
        var first = (now / Hour * Hour) - (120 * Hour);
        var rows = Enumerable.Range(0, 8 * 24).Select(i => first + (i * Hour)).Select(s => string.Create(
            CultureInfo.InvariantCulture, $$"""{"start_timestamp":{{s * 1000}},"end_timestamp":{{(s + Hour) * 1000}},"marketprice":{{Price(s)}},"unit":"Eur/MWh"}"""));
        var file = Path.Combine(program.Folder, "prices.json");
        await File.WriteAllTextAsync(file, $$"""{"object":"list","data":[{{string.Join(',', rows)}}]}""");
        var (code, said, error) = await Running.RunAsync("market", "import", file, "--data", program.Folder);
        Assert.True(code == 0, error);
        Assert.Contains("768 quarter-hours (0 missing)", said, StringComparison.Ordinal);
        Assert.Contains("energy/market/DE-LU/day-ahead", said, StringComparison.Ordinal);
    }

    /// <summary>Forty measured days of a town, today among them; then tomorrow is forecast, frozen and signed.</summary>
    static async Task IndexAsync(HttpClient admin, long now)
    {
        using var made = await admin.PutAsJsonAsync("api/energy/index/town", new { name = "Town", zone = "DE-LU", postalCodes = "69256" });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(now), zone).DateTime);
        var (start, end) = (Midnight(today.AddDays(-40), zone), Midnight(today.AddDays(1), zone));
        StringBuilder local = new("Datum von;Datum bis;Wind Onshore [MWh];Photovoltaik [MWh];Gesamt (Netzlast) [MWh]\n"), wide = new("timestamp_unix,net_load_mw_avg,renewable_generation_mw_avg\n");
        for (var at = start; at < end; at += 900)
        {
            var clock = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(at), zone);
            var (wind, sun) = (0.05 + (0.04 * Math.Sin(at / 200_000.0)), Math.Max(0, 0.1 * Math.Sin((clock.Hour - 6) / 12.0 * Math.PI)));
            local.AppendLine(CultureInfo.GetCultureInfo("de-DE"), $"{clock:dd.MM.yyyy HH:mm};{clock.AddMinutes(15):dd.MM.yyyy HH:mm};{wind:0.000};{sun:0.000};1,000");
            if (at % Hour == 0)
                wide.AppendLine(CultureInfo.InvariantCulture, $"{at},50000,{25_000 + (10_000 * Math.Sin(at / 90_000.0)):0}");
        }

        foreach (var (name, text) in ((string, StringBuilder)[])[("zone.csv", wide), ("town.csv", local)])
        {
            using var taken = await admin.PostAsync($"api/energy/index/town/import?file={name}", new StringContent(text.ToString()));
            Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        }

        var tomorrow = today.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var frozen = await admin.PostAsync($"api/energy/index/town/freeze?from={tomorrow}&to={tomorrow}", null);
        Assert.Contains("\"frozen\"", await frozen.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static long Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUnixTimeSeconds();
    }
}
