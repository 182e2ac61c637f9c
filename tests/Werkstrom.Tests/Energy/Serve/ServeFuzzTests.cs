using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Serve;

/// <summary>Whatever is asked of the served forms is answered or refused in JSON: no query brings the server down to a 500.</summary>
public sealed class ServeFuzzTests : IAsyncLifetime
{
    const int Asked = 400;

    static readonly string[] Paths =
    [
        "/v1/marketdata?start={0}&end={1}&zone={2}", "/price?bzn={2}&start={0}&end={1}", "/signal?country={2}&postal_code={0}", "/v2.0/gsi/prediction?zip={0}", "/v2.0/gsi/marketdata?zip={0}",
        "/v2.0/marketdata?zip={0}", "/v2.0/gsi/advisor?q={0}", "/v2.0/gsi/dispatch?zip={0}", "/api/energy/tariffs.json?tariff_name={2}&tariff_type={1}&start_timestamp={0}&end_timestamp={1}",
        "/api/energy/index/{2}?from={0}&to={1}", "/api/energy/index/{2}/{0}/seal", "/api/energy/market/days?zone={2}&from={0}&to={1}",
    ];

    static readonly string[] Given =
    [
        "", "0", "-1", "1", "900", "69256", "10115", "00000", "de", "DE-LU", "GSI", "spot-DE-LU", "2024-02-30", "2026-11-22", "0001-01-01", "9999-12-31", "2026-03-29T02:30", "2026-10-25T02:30:00+02:00",
        "9223372036854775807", "99999999999999999999", "1761429600000", "6999999999", "7000000000", "NaN", "null", "true", "%00", "%F0%9F%92%A1", "'", "\"", "../..", "<a>", "integrated", "1e309", "2191-01-01", "1990-01-01",
    ];

    readonly Host _host = new() { Configuration = { ["energy:serve:requestsPerMinute"] = "100000" } };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task No_query_is_answered_with_a_fault_of_the_server()
    {
        var day = GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow));
        await _host.PricesAsync("DE-LU", GermanTime.Between(day.AddDays(-1), day.AddDays(2)), i => i);
        await _host.Services.GetRequiredService<Werkstrom.Energy.Index.Regions.RegionBook>().PutAsync(
            new() { Code = "GSI", Name = "Town", PriceZone = "DE-LU", FederalState = "", PostalCodes = "69256 10115=50", Sources = "" }, default);
        await _host.Services.GetRequiredService<SeriesBook>().SealAsync(
            SeriesNames.Index("GSI"), day, [.. Enumerable.Repeat((int?)50, GermanTime.Day(day).Count)], "WGI-1", DateTimeOffset.UnixEpoch, "a.b.c", default);
        var (http, _) = await _host.ReaderAsync();
        Random random = new(5); // the same queries each time
        for (var i = 0; i < Asked; i++)
        {
            var path = string.Format(null, Paths[random.Next(Paths.Length)], Piece(random), Piece(random), Piece(random));
            using var answer = await http.GetAsync(path);
            Assert.True((int)answer.StatusCode < 500, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        foreach (var body in new[] { "", "[]", "{}", "{\"query\":null}", "{\"query\":\"{\"}", "{\"query\":\"{viewer{homes{id}}\"}", "{\"query\":\"query($a:[Int!]!){viewer{home(id:$a){id}}}\",\"variables\":[]}", new string('[', 20_000), "{\"query\":\"" + new string('{', 20_000) + "\"}" })
        {
            using StringContent content = new(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("/v1-beta/gql", content);
            var said = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{body[..Math.Min(60, body.Length)]}: {(int)answer.StatusCode} {said}");
            Assert.Contains("\"errors\":[{\"message\":", said, StringComparison.Ordinal); // as Tibber's
        }
    }

    static string Piece(Random random)
    {
        if (random.Next(3) > 0)
            return Given[random.Next(Given.Length)];
        var bytes = new byte[random.Next(1, 30)];
        random.NextBytes(bytes);
        return Uri.EscapeDataString(Encoding.Latin1.GetString(bytes));
    }
}
