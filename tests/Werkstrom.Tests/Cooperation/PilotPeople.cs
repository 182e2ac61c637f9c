using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;

namespace Werkstrom.Tests.Cooperation;

/// <summary>A pilot with two firms, a moderator, a guest and a stranger, each with a client of the API that carries the token of that person.</summary>
sealed class PilotPeople(Host host) : IDisposable
{
    public const string Password = "ein-langes-Kennwort-7";

    static int _count;

    readonly string _mark = $"{Interlocked.Increment(ref _count)}";
    readonly Dictionary<string, HttpClient> _clients = [];

    public HttpClient this[string who] => _clients[who];

    public int Pilot { get; private set; }

    public string Mail(string who) => $"{who}{_mark}@pilot.example";

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    public static async Task<PilotPeople> OpenAsync(Host host)
    {
        PilotPeople people = new(host);
        foreach (var (who, role) in new[] { ("mod", Role.Engineer), ("anna", Role.Viewer), ("anton", Role.Viewer), ("berta", Role.Partner), ("gast", Role.Partner), ("fremd", Role.Admin) })
            await people.AddAsync(who, role);
        using var made = await people["mod"].PostAsJsonAsync("api/pilots", new { title = "Grünindex", question = "Kommt der Index?", partnerA = "Stadtwerk", partnerB = "Indexhaus", starts = "2026-03-01", ends = "2026-05-31", side = "Moderator" });
        people.Pilot = (await Read(made)).GetProperty("id").GetInt32();
        foreach (var (who, side) in new[] { ("anna", "A"), ("berta", "B"), ("gast", "Guest") })
            await people.OkAsync("mod", "people", new { mail = people.Mail(who), side });
        return people;
    }

    async Task AddAsync(string who, Role role)
    {
        var (_, person) = await host.Services.GetRequiredService<Accounts>().AddAsync(new(who, Mail(who), role, "en", Password, MustChangePassword: false), default);
        var scopes = role is Role.Engineer or Role.Admin ? Scopes.Engineer : Scopes.Read | Scopes.Write;
        var (_, key) = await host.Services.GetRequiredService<Tokens>().CreateAsync(new(who, scopes, null, person!.Id), default);
        var client = host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _clients[who] = client;
    }

    public Task<HttpResponseMessage> PostAsync(string who, string path, object body) => this[who].PostAsJsonAsync($"api/pilots/{Pilot}/{path}", body);

    public async Task<JsonElement> OkAsync(string who, string path, object body)
    {
        using var answer = await PostAsync(who, path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{who} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await Read(answer);
    }

    public async Task<JsonElement> GetAsync(string who, string path)
    {
        using var answer = await this[who].GetAsync($"api/pilots/{Pilot}/{path}");
        Assert.True(answer.IsSuccessStatusCode, $"{who} {path}: {(int)answer.StatusCode}");
        return await Read(answer);
    }

    static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
