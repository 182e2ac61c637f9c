using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Werkstrom.Acceptance.Faults;

/// <summary>The program is killed while an operation runs that nobody waits for: its handle is there afterwards, and so are results that were there.</summary>
public sealed class OperationKillTests
{
    [Fact]
    public async Task Given_handles_When_the_program_is_killed_Then_they_say_what_came_of_it()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0); // takes a connection and never answers
        silent.Start();
        var authority = $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        await using Running program = new() { Environment = { ["WERKSTROM_twins__operationHosts__0"] = authority } };
        await program.StartAsync();
        var client = await program.ClientAsync("engineer");
        using var submodel = Json($$"""
            {"modelType":"Submodel","idShort":"Robot","id":"urn:k:robot","submodelElements":[{{Operation("Slow", $"http://{authority}/")}},{{Operation("Wrong", "https://127.0.0.1:1/")}}]}
            """);
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("api/v3.0/submodels", submodel)).StatusCode);
        var (slow, wrong) = (await BeginAsync(client, "Slow"), await BeginAsync(client, "Wrong"));
        var end = DateTime.UtcNow.AddSeconds(60);
        while (await StateAsync(client, wrong) != "Failed")
        {
            Assert.True(DateTime.UtcNow < end, "no result in 60 s");
            await Task.Delay(50);
        }

        Assert.Equal("Running", await StateAsync(client, slow));
        await program.KillAsync();
        await program.StartAsync();
        client.Dispose();
        using var again = await program.ClientAsync("engineer");

        Assert.Equal(("Failed", "Canceled"), (await StateAsync(again, wrong), await StateAsync(again, slow)));
        Assert.Contains("not known", await ReadAsync(again, slow), StringComparison.Ordinal);
    }

    static async Task<string> BeginAsync(HttpClient client, string operation)
    {
        using var body = Json("""{"clientTimeoutDuration":"PT50S"}""");
        var answer = await client.PostAsync($"api/v3.0/submodels/{Base64Url.EncodeToString("urn:k:robot"u8)}/submodel-elements/{operation}/invoke-async", body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return answer.Headers.Location!.ToString()[1..];
    }

    static async Task<string?> StateAsync(HttpClient client, string handle) =>
        JsonDocument.Parse(await ReadAsync(client, handle)).RootElement.GetProperty("executionState").GetString();

    // the client follows the way to the result by itself, and leaves the token behind
    static async Task<string> ReadAsync(HttpClient client, string handle)
    {
        using var answer = await client.GetAsync(handle);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : await client.GetStringAsync(answer.RequestMessage!.RequestUri);
    }

    static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    static string Operation(string name, string address) => $$"""
        {"modelType":"Operation","idShort":"{{name}}","qualifiers":[{"type":"invocationDelegation","valueType":"xs:string","value":"{{address}}"}]}
        """;
}
