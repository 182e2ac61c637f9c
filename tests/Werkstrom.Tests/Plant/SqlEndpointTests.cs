using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Werkstrom.Tests.Plant;

public class SqlEndpointTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task A_query_answers_with_typed_rows()
    {
        const string Sql = "SELECT 1.5::DOUBLE AS a, 'x' AS b, TIMESTAMP '2026-03-01 08:00:00' AS c, 9007199254740993 AS d, 'nan'::DOUBLE AS e";
        using var answer = await host.Local.PostAsJsonAsync("api/sql", new { sql = Sql });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("""[[1.5,"x","2026-03-01T08:00:00Z","9007199254740993",null]]""", body.GetProperty("rows").GetRawText());
        Assert.Equal("double", body.GetProperty("columns")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_query_answers_as_csv_without_formulas()
    {
        using var answer = await host.Local.PostAsJsonAsync("api/sql?format=csv", new { sql = "SELECT 'a,b' AS x, '=1+1' AS y, -1 AS z" });

        Assert.Equal("x,y,z\n\"a,b\",'=1+1,-1\n", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("DROP TABLE record", HttpStatusCode.Forbidden)]
    [InlineData("SELECT * FROM no_such_table", HttpStatusCode.BadRequest)]
    public async Task A_refused_query_says_why(string sql, HttpStatusCode status)
    {
        using var answer = await host.Local.PostAsJsonAsync("api/sql", new { sql });

        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Who_is_not_signed_in_gets_nothing()
    {
        using var anonymous = host.Anonymous();
        using var answer = await anonymous.PostAsJsonAsync("api/sql", new { sql = "SELECT 1" });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
