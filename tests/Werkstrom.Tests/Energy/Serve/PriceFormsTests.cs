using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;
using static Werkstrom.Tests.Energy.Serve.ServeStage;

namespace Werkstrom.Tests.Energy.Serve;

/// <summary>Prices of the exchange in the forms of aWATTar, Energy-Charts, Tibber and the Swiss suppliers, as jq programs of home-energy managers read them.</summary>
public sealed class PriceFormsTests(Host host) : IClassFixture<Host>
{
    static readonly DateOnly Spring = new(2026, 3, 29), Autumn = new(2025, 10, 26);

    [Fact]
    public async Task Awattar_gives_hours_with_a_mean_of_four_and_leaves_out_what_is_not_known()
    {
        // 28 July 2025 22:00Z: 100, 200, 300, 400 thousandths are 2.50 €/MWh; the second hour has a hole; the third is -500 €/MWh
        var first = Quarters.At(new(2025, 7, 28, 22, 0, 0, TimeSpan.Zero));
        await host.PricesAsync("AW", new(first, 12), i => i < 4 ? (i + 1) * 100 : i == 6 ? null : i < 8 ? 7 : -50_000);
        var (http, _) = await host.ReaderAsync();
        using var answer = await http.GetAsync($"/v1/marketdata?zone=AW&start={Unix("2025-07-28T22:00Z")}000&end={Unix("2025-07-29T22:00Z")}000");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());

        var rates = await JqAsync("[.data[] | select(.unit | ascii_downcase == \"eur/mwh\") | { start: (.start_timestamp/1000 | todate), end: (.end_timestamp/1000 | todate), value: (.marketprice/1000) }]", text);
        Assert.Equal(2, rates.GetArrayLength());
        Assert.Equal("""{"end":"2025-07-28T23:00:00Z","start":"2025-07-28T22:00:00Z","value":0.0025}""", rates[0].GetRawText());
        Assert.Equal("""{"end":"2025-07-29T01:00:00Z","start":"2025-07-29T00:00:00Z","value":-0.5}""", rates[1].GetRawText());
    }

    [Theory]
    [InlineData("2026-03-29", 92, 900)]
    [InlineData("2025-10-26", 100, 900)]
    [InlineData("2024-10-27", 25, 3600)] // before October 2025 the hour was traded
    [InlineData("2024-03-31", 23, 3600)]
    public async Task Energy_Charts_has_the_slots_of_days_on_which_the_clock_changes(string day, int count, int step)
    {
        var range = GermanTime.Day(DateOnly.Parse(day, CultureInfo.InvariantCulture));
        await host.PricesAsync("EC", range, i => i / 4 * 100);
        var (http, _) = await host.ReaderAsync();
        var said = await http.JsonAsync($"/price?bzn=EC&start={day}&end={day}");

        var rates = await JqAsync($"[.unix_seconds, .price] | transpose | map({{ start: .[0], end: (.[0] + {step}), value: (.[1] / 1000) }})", said.GetRawText());
        Assert.Equal(count, rates.GetArrayLength());
        Assert.Equal(Enumerable.Range(0, count).Select(i => ((long)range.First * 900) + ((long)i * step)), rates.EnumerateArray().Select(r => r.GetProperty("start").GetInt64()));
        Assert.Equal(((long)range.End) * 900, rates[count - 1].GetProperty("end").GetInt64());
        Assert.Equal("EUR / MWh", said.GetProperty("unit").GetString());
        Assert.StartsWith("Source: SMARD", said.GetProperty("license_info").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Swiss_form_has_German_offsets_on_both_sides_of_the_change()
    {
        var (http, _) = await host.ReaderAsync();
        await host.PricesAsync("DE-LU", GermanTime.Day(Autumn), _ => 9_510);
        var said = await http.JsonAsync("/api/energy/tariffs.json?tariff_name=spot-DE-LU&tariff_type=integrated&start_timestamp=2025-10-26T00:00:00%2B02:00&end_timestamp=2025-10-27T00:00:00%2B01:00");

        var rates = await JqAsync("[.prices[] | { start: .start_timestamp, end: .end_timestamp, value: (.integrated[] | select(.unit == \"EUR_kWh\") | .value) }]", said.GetRawText());
        Assert.Equal(100, rates.GetArrayLength());
        Assert.Equal("""{"end":"2025-10-26T02:15:00+02:00","start":"2025-10-26T02:00:00+02:00","value":0.0951}""", rates[8].GetRawText());
        Assert.Equal("2025-10-26T02:00:00+01:00", rates[12].GetProperty("start").GetString());
    }

    [Fact]
    public async Task Who_has_the_answer_already_gets_304()
    {
        var (http, _) = await host.ReaderAsync();
        await host.PricesAsync("TAG", GermanTime.Day(Spring), _ => 1);
        const string Path = "/price?bzn=TAG&start=2026-03-29&end=2026-03-29";
        using var first = await http.GetAsync(Path);
        var tag = first.Headers.ETag!;
        using HttpRequestMessage again = new(HttpMethod.Get, Path) { Headers = { IfNoneMatch = { new EntityTagHeaderValue(tag.Tag) } } };
        using var same = await http.SendAsync(again);
        Assert.Equal((HttpStatusCode.NotModified, 0), (same.StatusCode, (await same.Content.ReadAsByteArrayAsync()).Length));
        await host.PricesAsync("TAG", GermanTime.Day(Spring), _ => 2);
        using HttpRequestMessage later = new(HttpMethod.Get, Path) { Headers = { IfNoneMatch = { new EntityTagHeaderValue(tag.Tag) } } };
        using var changed = await http.SendAsync(later);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Theory]
    [InlineData("/v1/marketdata", "message")]
    [InlineData("/price", "detail")]
    [InlineData("/signal?country=de&postal_code=69256", "detail")]
    [InlineData("/api/energy/tariffs.json", "error")]
    [InlineData("/v2.0/gsi/prediction?zip=69256", "message")]
    public async Task Without_a_token_each_form_says_no_in_its_own_words(string path, string member)
    {
        using var nobody = host.Anonymous();
        using var none = await nobody.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Contains("A token is missing", JsonDocument.Parse(await none.Content.ReadAsStringAsync()).RootElement.GetProperty(member).ToString(), StringComparison.Ordinal);
        var (http, _) = await host.ReaderAsync(Scopes.Write);
        using var lacks = await http.GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, lacks.StatusCode);
    }

    [Theory]
    [InlineData("/v1/marketdata?start=gestern", 400)]
    [InlineData("/v1/marketdata?start=1761429600000&end=1761427600000", 400)]
    [InlineData("/v1/marketdata?start=1000000000000&end=1761429500000", 400)] // more than a year
    [InlineData("/v1/marketdata?zone=FR", 404)] // nothing is known of it: an empty list would look like a day without prices
    [InlineData("/v1/marketdata?zone=a b", 404)]
    [InlineData("/price?bzn=NOWHERE", 404)]
    [InlineData("/price?bzn=a b", 404)]
    [InlineData("/signal?country=fr&postal_code=69256", 404)]
    [InlineData("/api/energy/tariffs.json?tariff_name=nobody", 404)]
    [InlineData("/api/energy/tariffs.json?tariff_type=all", 400)]
    [InlineData("/v2.0/gsi/prediction", 400)]
    [InlineData("/v2.0/gsi/prediction?zip=6925x", 400)]
    [InlineData("/v2.0/gsi/prediction?zip=00000", 404)]
    public async Task What_cannot_be_answered_is_refused(string path, int status)
    {
        var (http, _) = await host.ReaderAsync();
        using var answer = await http.GetAsync(path);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.ValueKind);
    }

    [Fact]
    public async Task A_zone_that_is_known_and_a_time_that_is_not_give_an_empty_list_and_all_that_is_wrong_comes_at_once()
    {
        var (http, _) = await host.ReaderAsync();
        await host.PricesAsync("KNOWN", GermanTime.Day(Spring), _ => 1);
        Assert.Equal(0, (await http.JsonAsync("/v1/marketdata?zone=KNOWN&start=2026-05-01&end=2026-05-01")).GetProperty("data").GetArrayLength());
        Assert.Equal(0, (await http.JsonAsync("/price?bzn=KNOWN&start=2026-05-01&end=2026-05-01")).GetProperty("price").GetArrayLength());

        using var answer = await http.GetAsync("/v1/marketdata?zone=FR&start=gestern&end=morgen");
        var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((400, 400), ((int)answer.StatusCode, said.GetProperty("status").GetInt32()));
        Assert.All(["'gestern'", "'morgen'", "'FR'"], part => Assert.Contains(part, said.GetProperty("message").GetString(), StringComparison.Ordinal));
        using var swiss = await http.GetAsync("/api/energy/tariffs.json?tariff_name=nobody&tariff_type=all&start_timestamp=x");
        var error = JsonDocument.Parse(await swiss.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetProperty("message").GetString();
        Assert.All(["'nobody'", "'all'", "'x'"], part => Assert.Contains(part, error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_than_the_limit_in_a_minute_is_429_with_the_time_to_wait()
    {
        var (http, _) = await host.ReaderAsync();
        for (var i = 0; i < 120; i++)
        {
            using var one = await http.GetAsync("/v1/marketdata");
            Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        }

        using var late = await http.PostAsync("/v1-beta/gql", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.TooManyRequests, late.StatusCode);
        Assert.InRange(late.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("RATE_LIMITED", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var (other, _) = await host.ReaderAsync(); // another token is not meant
        using var free = await other.GetAsync("/v1/marketdata");
        Assert.Equal("119", free.Headers.GetValues("X-RateLimit-Remaining").Single());
    }
}
