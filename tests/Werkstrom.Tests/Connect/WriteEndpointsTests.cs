using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Live;

namespace Werkstrom.Tests.Connect;

/// <summary>The ways in over HTTP, against the real host and the real Store.</summary>
public sealed class WriteEndpointsTests(Host host) : IClassFixture<Host>
{
    [Theory]
    [InlineData("write?db=x&rp=y&precision=s")]
    [InlineData("api/v2/write?org=o&bucket=b&precision=s")]
    public async Task Good_lines_are_answered_204_and_can_be_read_back(string address)
    {
        var name = Guid.NewGuid().ToString("n");
        using var answer = await host.Local.PostAsync(address, new StringContent($"{name},s=1 v=42.5 1760000000\n"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("1.8.10", answer.Headers.GetValues("X-Influxdb-Version").Single());
        Assert.Equal(42.5, Last($"{name}/1/v"));
    }

    [Fact]
    public async Task Bad_lines_are_named_in_the_form_of_influx_and_good_ones_are_stored()
    {
        var name = Guid.NewGuid().ToString("n");
        using var answer = await host.Local.PostAsync("write?precision=s", new StringContent($"{name},s=1 v=1 1760000000\nbad\n{name},s=2 v=2 1760000000"));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid", body.GetProperty("code").GetString());
        Assert.StartsWith("partial write: 1 of 3 lines refused, 2 samples stored; line 2: ", body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(body.GetProperty("message").GetString(), body.GetProperty("error").GetString());
        Assert.Equal((1d, 2d), (Last($"{name}/1/v"), Last($"{name}/2/v")));
    }

    [Fact]
    public async Task What_was_acknowledged_is_read_by_the_very_next_request()
    {
        var path = $"n{Guid.NewGuid():n}";
        for (var i = 0; i < 20; i++)
        {
            using var written = await host.Local.PostAsync("write?precision=s", new StringContent($"{path} v={i} {1_760_000_000 + i}"));
            Assert.Equal(HttpStatusCode.NoContent, written.StatusCode);
            var id = host.Services.GetRequiredService<SignalCatalog>().All.Single(s => s.Path == $"{path}/v").Id;
            var read = await host.Local.GetFromJsonAsync<JsonElement>($"api/signals/{id}/samples?from=2025-10-09T00:00:00Z&to=2025-10-10T00:00:00Z");
            Assert.Equal(i + 1, read.GetProperty("samples").GetArrayLength());
            var asked = await host.Local.PostAsJsonAsync("api/sql", new { sql = $"SELECT count(*) FROM samples WHERE signal_id = {id}" });
            Assert.Equal(i + 1, (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rows")[0][0].GetInt32());
        }
    }

    [Fact]
    public async Task A_gzip_body_is_expanded_and_a_damaged_or_cut_one_is_refused()
    {
        var name = Guid.NewGuid().ToString("n");
        var body = Zip(Encoding.UTF8.GetBytes($"{name},s=1 v=7 1760000000\n"));

        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(body, "gzip"));
        Assert.Equal(7d, Last($"{name}/1/v"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(body[..(body.Length / 2)], "gzip"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(Encoding.UTF8.GetBytes("no gzip at all"), "gzip"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await SendAsync(body, "zstd"));
    }

    [Fact]
    public async Task A_gzip_body_cut_anywhere_is_refused_and_gives_no_wrong_number()
    {
        var name = $"n{Guid.NewGuid():n}";
        var body = Zip(Encoding.UTF8.GetBytes($"{name} w=987654"));
        for (var cut = 1; cut < body.Length; cut++)
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(body[..^cut], "gzip"));
        Assert.DoesNotContain(host.Services.GetRequiredService<SignalCatalog>().All, s => s.Path == $"{name}/w");
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync([.. body, .. Zip(Encoding.UTF8.GetBytes($"\n{name} w=2"))], "gzip")); // two members
    }

    [Fact]
    public void The_program_itself_refuses_cut_bodies_too() => // the switch that these tests have is that of the program
        Assert.Contains("\"System.IO.Compression.UseStrictValidation\": true", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "werkstrom.runtimeconfig.json")), StringComparison.Ordinal);

    [Fact]
    public async Task A_gzip_bomb_is_refused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(Zip(new byte[20_000_000]), "gzip"));

    [Theory]
    [InlineData("write", HttpStatusCode.Unauthorized)]
    [InlineData("api/v2/write", HttpStatusCode.Unauthorized)]
    [InlineData("api/samples", HttpStatusCode.Unauthorized)]
    [InlineData("query", HttpStatusCode.Unauthorized)]
    public async Task Nobody_writes_without_a_token(string address, HttpStatusCode status)
    {
        using var http = host.Anonymous();
        using var answer = await http.PostAsync(address, new StringContent("m v=1"));

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task What_clients_of_influx_ask_first_is_answered()
    {
        using var http = host.Anonymous();

        Assert.Equal(HttpStatusCode.NoContent, (await http.GetAsync("ping")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.SendAsync(new(HttpMethod.Head, "ping"))).StatusCode);
        Assert.Contains("\"status\":\"pass\"", await http.GetStringAsync("health"), StringComparison.Ordinal);
        Assert.Equal("{\"results\":[{\"statement_id\":0}]}", await host.Local.GetStringAsync("query?q=CREATE%20DATABASE%20%22x%22"));
        using var posted = await host.Local.PostAsync("query", new FormUrlEncodedContent([new("q", "CREATE DATABASE x")]));
        Assert.Equal("{\"results\":[{\"statement_id\":0}]}", await posted.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Local.GetAsync("query?q=SELECT%201")).StatusCode);
    }

    [Fact]
    public async Task A_precision_that_is_none_is_refused_before_the_body_is_read() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Local.PostAsync("write?precision=days", new StringContent("m v=1"))).StatusCode);

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "2E\r\n")] // a chunk of 46 bytes is announced
    public async Task A_half_sent_body_is_never_acknowledged_and_makes_no_signal(string header, string start)
    {
        var key = (await host.Services.GetRequiredService<Tokens>().CreateAsync(new($"half {start.Length}", Scopes.Write), default)).Key;
        using TcpClient tcp = new();
        await tcp.ConnectAsync(host.Address.Host, host.Address.Port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /write HTTP/1.1\r\nHost: {host.Address.Authority}\r\nAuthorization: Token {key}\r\n{header}{start}half,m=1 v=1\nhalf,m=1 v2=77"));
        tcp.Client.Shutdown(SocketShutdown.Send);

        Assert.DoesNotContain("204", await RestAsync(stream), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Services.GetRequiredService<SignalCatalog>().All, s => s.Path.StartsWith("half/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_samples_are_stored_and_every_bad_one_is_named_by_its_index()
    {
        var name = Guid.NewGuid().ToString("n");
        using var answer = await host.Local.PostAsync("api/samples", new StringContent($$"""
            [
              {"path":"{{name}}/t","at":"2025-10-09T08:53:20Z","value":71.5,"unit":"Cel","quality":192},
              {"path":"{{name}}/t","at":1760000001000,"value":72.5},
              {"path":"{{name}}/t","at":"gestern","value":1},
              {"at":1760000001000,"value":1},
              {"path":"{{name}}/t","at":[1760000002000,1760000003000],"value":[73.5,null]},
              {"path":"{{name}}/t","at":1760000004000,"value":1,"unit":"bar"},
              {"path":"{{name}}/state","at":1760000004000,"value":"läuft"},
              {"path":"{{name}}/state","at":1760000005000,"value":"\uD800"}
            ]
            """));
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["2", "3", "4.value[1]", "5", "7"], errors.EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal((73.5, 0d), (Last($"{name}/t"), Last($"{name}/state")));
        Assert.Equal(HttpStatusCode.NoContent, (await host.Local.PostAsJsonAsync("api/samples", new { path = $"{name}/t", value = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Local.PostAsync("api/samples", new StringContent("[{\"path\":"))).StatusCode);
    }

    [Fact]
    public async Task A_json_sample_in_another_unit_of_the_same_dimension_is_converted_and_one_that_is_refused_makes_no_signal()
    {
        var name = Guid.NewGuid().ToString("n");
        await host.Local.PostAsync("api/samples", new StringContent($$"""{"path":"{{name}}/t","at":1760000001000,"value":20,"unit":"Cel"}"""));
        using var kelvin = await host.Local.PostAsync("api/samples", new StringContent($$"""{"path":"{{name}}/t","at":1760000002000,"value":300,"unit":"K"}"""));
        using var refused = await host.Local.PostAsync("api/samples", new StringContent($$"""
            [{"path":"{{name}}/bad","at":1760000001000,"value":null},{"path":"{{name}}/early","at":1,"value":1},{"path":"{{name}}/t","value":1,"unit":"bar"}]
            """));
        var errors = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");

        Assert.Equal(HttpStatusCode.NoContent, kelvin.StatusCode);
        Assert.Equal(26.85, Last($"{name}/t")!.Value, 9); // 300 K - 273.15
        Assert.Equal($"{name}/t is kept in Cel; bar measures something else or is no UCUM code", errors.GetProperty("2")[0].GetString());
        Assert.Equal([$"{name}/t"], host.Services.GetRequiredService<SignalCatalog>().All.Select(s => s.Path).Where(p => p.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Repeated_instants_are_counted_by_every_way_in()
    {
        var (name, key) = (Guid.NewGuid().ToString("n"), (await host.Services.GetRequiredService<Tokens>().CreateAsync(new("twice", Scopes.Write), default)).Key);
        using var http = host.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        for (var again = 0; again < 2; again++)
        {
            await http.PostAsync("write?precision=s", new StringContent($"{name} v=1 1760000000\n{name} v=2 1760000001\n{name} v=3 1760000001"));
            await http.PostAsync("api/samples", new StringContent($$"""[{"path":"{{name}}/j","at":[1760000000000,1760000000000],"value":[1,2]}]"""));
        }

        var source = (await host.Local.GetFromJsonAsync<JsonElement[]>("api/connect/sources"))!.Single(s => s.GetProperty("name").GetString() == "twice");
        Assert.Equal((10, 4 + 3), (source.GetProperty("accepted").GetInt32(), source.GetProperty("duplicates").GetInt32()));
    }

    [Theory]
    [InlineData("missing?reason=number&before=99999")]
    [InlineData("missing?source=nobody")]
    [InlineData("setup/rules")]
    [InlineData("import")]
    [InlineData("import/unknown")]
    [InlineData("api/connect/sources")]
    [InlineData("api/connect/silent")]
    [InlineData("api/connect/dead-letters?source=x&reason=y&before=5&limit=3")]
    [InlineData("api/connect/rules")]
    [InlineData("api/connect/imports")]
    [InlineData("api/connect/imports/formats")]
    public async Task Every_page_and_every_list_answers_when_there_is_data(string address)
    {
        using var _ = await host.Local.PostAsync("write", new StringContent("bad\nm v=x 1\nm v=1 1760000000000000000"));
        using var answer = await host.Local.GetAsync(address);
        Assert.True(answer.StatusCode is HttpStatusCode.OK || address == "import/unknown", $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task A_refused_line_is_shown_and_replayed_after_the_rules_are_mended()
    {
        var name = Guid.NewGuid().ToString("n");
        using var refused = await host.Local.PostAsync("write?precision=s", new StringContent($"{name},topic={new string('x', 250)} v=5 1760000000"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var letter = await LetterAsync(name);

        Assert.Equal(HttpStatusCode.Conflict, (await host.Local.PostAsync($"api/connect/dead-letters/{letter}/replay", null)).StatusCode);
        var bad = await host.Local.PutAsJsonAsync("api/connect/rules", (object[])[new { measurement = name, path = "{nothing}" }]);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        await host.Local.PutAsJsonAsync("api/connect/rules", (object[])[new { measurement = name, path = "mended/{measurement}/{field}" }]);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Local.PostAsync($"api/connect/dead-letters/{letter}/replay", null)).StatusCode);

        Assert.Equal(5d, Last($"mended/{name}/v"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Local.PostAsync($"api/connect/dead-letters/{letter}/replay", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Local.PostAsync("api/connect/rules/undo", null)).StatusCode);
        Assert.Equal("[]", await host.Local.GetStringAsync("api/connect/rules"));
    }

    [Theory]
    [InlineData("missing", "Warum fehlen meine Daten?")]
    [InlineData("setup/rules", "Zuordnung")]
    public async Task The_pages_show_what_was_sent_escaped(string address, string title)
    {
        using var _ = await host.Local.PostAsync("write", new StringContent("<script>alert(1)</script>"));
        if (address == "missing")
            await LetterAsync("<script>alert(1)");
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.Add("Accept-Language", "de");
        using var answer = await host.Local.SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(title, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    // a reset is as good an answer as none
    static async Task<string> RestAsync(Stream stream)
    {
        try
        {
            using StreamReader answer = new(stream);
            return await answer.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }

    async Task<long> LetterAsync(string part)
    {
        while (true)
        {
            var letters = await host.Local.GetFromJsonAsync<JsonElement[]>("api/connect/dead-letters");
            if (letters!.FirstOrDefault(l => l.GetProperty("raw").GetString()!.Contains(part, StringComparison.Ordinal)) is { ValueKind: JsonValueKind.Object } letter)
                return letter.GetProperty("id").GetInt64();
            await Task.Yield();
        }
    }

    async Task<HttpStatusCode> SendAsync(byte[] body, string encoding)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentEncoding.Add(encoding);
        using var answer = await host.Local.PostAsync("write?precision=s", content);
        return answer.StatusCode;
    }

    double? Last(string path) =>
        host.Services.GetRequiredService<SignalCatalog>().TryGet(path, out var signal)
        && host.Services.GetRequiredService<LiveValues>().TryGet(signal.Id, out var value) ? value.Value : null;

    static byte[] Zip(byte[] plain)
    {
        using MemoryStream stream = new();
        using (GZipStream zip = new(stream, CompressionLevel.Optimal))
            zip.Write(plain);
        return stream.ToArray();
    }
}
