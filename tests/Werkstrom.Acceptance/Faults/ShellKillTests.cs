using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Werkstrom.Acceptance.Faults;

/// <summary>The program is killed while shells are written: what was acknowledged is there, whole, and what belongs together came together or not at all.</summary>
public sealed class ShellKillTests
{
    const int Kills = 3;
    const int PartsOfImport = 40;

    [Fact]
    public async Task Given_writers_When_the_program_is_killed_Then_all_that_was_acknowledged_is_there_and_nothing_is_half()
    {
        await using Running program = new();
        ConcurrentBag<string> created = [];
        ConcurrentDictionary<string, bool> imports = [];
        var value = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            await program.StartAsync();
            using var client = await program.ClientAsync("engineer");
            if (kill == 1)
                Assert.Equal(HttpStatusCode.Created, (await PostAsync(client, "api/v3.0/submodels", Submodel("urn:k:values"))).StatusCode);
            var run = kill;
            Task[] writers =
            [
                WriteAsync(async () =>
                {
                    var next = value + 1;
                    using var json = Json($"{next}");
                    if ((await client.PatchAsync($"api/v3.0/submodels/{Id("urn:k:values")}/submodel-elements/Speed/$value", json)).StatusCode == HttpStatusCode.NoContent)
                        value = next;
                }),
                .. Enumerable.Range(0, 3).Select(w => WriteAsync(async () =>
                {
                    var id = $"urn:k:{run}:{w}:{created.Count}";
                    if ((await PostAsync(client, "api/v3.0/submodels", Submodel(id))).StatusCode == HttpStatusCode.Created)
                        created.Add(id);
                })),
                WriteAsync(async () =>
                {
                    var name = $"urn:i:{run}:{imports.Count}";
                    imports[name] = false;
                    if ((await PostAsync(client, "api/twins/imports?file=a.json", $"{{\"submodels\":[{string.Join(',', Enumerable.Range(0, PartsOfImport).Select(i => Submodel($"{name}:{i}")))}]}}")).IsSuccessStatusCode)
                        imports[name] = true;
                }),
            ];
            var (from, end) = (created.Count, DateTime.UtcNow.AddSeconds(100));
            while (created.Count < from + 60 || imports.Values.Count(i => i) < kill || value < kill)
            {
                Assert.True(DateTime.UtcNow < end, $"{created.Count} created, {imports.Count} imports, value {value} in 100 s");
                await Task.Delay(20);
            }

            await program.KillAsync();
            await Task.WhenAll(writers);
        }

        await program.StartAsync();
        using var reader = await program.ClientAsync("read");
        foreach (var id in created)
            Assert.Equal(Submodel(id), await reader.GetStringAsync($"api/v3.0/submodels/{Id(id)}"));
        Assert.True((await ValueAsync(reader)) >= value, $"{await ValueAsync(reader)} is older than {value}");
        foreach (var (name, isTaken) in imports)
        {
            var there = 0;
            for (var i = 0; i < PartsOfImport; i++)
                there += (await reader.GetAsync($"api/v3.0/submodels/{Id($"{name}:{i}")}")).StatusCode == HttpStatusCode.OK ? 1 : 0;
            Assert.True(there == PartsOfImport || (there == 0 && !isTaken), $"{name}: {there} of {PartsOfImport}, acknowledged: {isTaken}");
        }
    }

    // until the program is no more
    static Task WriteAsync(Func<Task> write) => Task.Run(async () =>
    {
        try
        {
            while (true)
                await write();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            // it was killed
        }
    });

    static async Task<int> ValueAsync(HttpClient reader) =>
        JsonDocument.Parse(await reader.GetStringAsync($"api/v3.0/submodels/{Id("urn:k:values")}/submodel-elements/Speed/$value")).RootElement.GetInt32();

    static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string json)
    {
        using var body = Json(json);
        return await client.PostAsync(address, body);
    }

    static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    static string Id(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    static string Submodel(string id) =>
        $$"""{"modelType":"Submodel","idShort":"Data","id":"{{id}}","submodelElements":[{"modelType":"Property","idShort":"Speed","valueType":"xs:int","value":"0"}]}""";
}
