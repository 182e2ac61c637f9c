using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Serve;

/// <summary>Tibber's GraphQL: what clients send, and what must be refused.</summary>
public sealed class GqlTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task Aliases_variables_with_defaults_and_fragments_are_answered_in_the_order_of_the_query()
    {
        var today = GermanTime.Day(GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow)));
        await host.PricesAsync("DE-LU", today, i => i % 4 == 0 ? 10_000 : 20_000);
        var (status, said) = await AskAsync("""
            # what a manager of a house sends
            query Q($id: ID!, $r: PriceInfoResolution = HOURLY, $list: [String!]! = null) {
              viewer { __typename mine: home(id: $id) { ...H } }
            }
            fragment H on Home { id, timeZone currentSubscription { status hours: priceInfo(resolution: $r) { today { ...P } } quarters: priceInfo(resolution: QUARTER_HOURLY) { today { total } tomorrow { total } } } }
            fragment P on Price { total energy tax startsAt currency level }
            """, new { id = "spot-DE-LU" });

        Assert.Equal(HttpStatusCode.OK, status);
        var home = said.GetProperty("data").GetProperty("viewer").GetProperty("mine");
        Assert.Equal("Europe/Berlin", home.GetProperty("timeZone").GetString());
        var hours = home.GetProperty("currentSubscription").GetProperty("hours").GetProperty("today");
        Assert.Equal(today.Count / 4, hours.GetArrayLength());
        // (10 + 3 × 20) / 4 = 17.5 ct/kWh; nothing is known of the days before, so there is no level
        Assert.Equal((0.175m, 0.175m, 0m, "EUR", JsonValueKind.Null), (hours[0].GetProperty("total").GetDecimal(), hours[0].GetProperty("energy").GetDecimal(), hours[0].GetProperty("tax").GetDecimal(), hours[0].GetProperty("currency").GetString(), hours[0].GetProperty("level").ValueKind));
        Assert.Equal(Quarters.Start(today.First), DateTimeOffset.Parse(hours[0].GetProperty("startsAt").GetString()!, CultureInfo.InvariantCulture));
        var quarters = home.GetProperty("currentSubscription").GetProperty("quarters");
        Assert.Equal((today.Count, 0), (quarters.GetProperty("today").GetArrayLength(), quarters.GetProperty("tomorrow").GetArrayLength()));
        Assert.False(said.TryGetProperty("errors", out _));
    }

    [Theory]
    [InlineData("{ viewer { homes { id secrets } } }", "Cannot query field 'secrets' on type 'Home'")]
    [InlineData("{ viewer { homes } }", "must have a selection")]
    [InlineData("{ viewer { home(id: \"x\") { id } } }", "There is no home 'x'")]
    [InlineData("mutation { push(input: 1) { ok } }", "'mutation' is not answered here")]
    [InlineData("{ viewer { homes { id }", "ends before its last brace")]
    [InlineData("{ viewer { ...F } } fragment F on Viewer { ...F }", "deeper than 20")]
    [InlineData("{ viewer { home(id: $x) { id } } }", "$x is not declared")]
    [InlineData("{ viewer { homes { currentSubscription { priceInfo(resolution: DAILY) { today { total } } } } } }", "no PriceInfoResolution")]
    [InlineData("{ viewer { name @skip(if: true) } }", "Directives")]
    [InlineData("{ a ~ }", "has no place")]
    [InlineData("query A { viewer { name } } query B { viewer { name } }", "operationName")]
    [InlineData("", "There is no query")]
    [InlineData("fragment", "")]
    [InlineData("query Q($", "")]
    public async Task What_cannot_be_answered_is_an_error_of_GraphQL(string query, string said)
    {
        var (status, answer) = await AskAsync(query, null);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(said, answer.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    async Task<(HttpStatusCode Status, JsonElement Said)> AskAsync(string query, object? variables)
    {
        var (http, _) = await host.ReaderAsync();
        using var answer = await http.PostAsJsonAsync("/v1-beta/gql", new { query, variables });
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
