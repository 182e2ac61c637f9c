using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Cooperation.Checks;

namespace Werkstrom.Tests.Cooperation;

public sealed class PilotCheckTests : IAsyncLifetime
{
    readonly Host _host = new();

    public Task InitializeAsync()
    {
        _host.Configuration["energy:market:allowPrivateSources"] = "true";
        return _host.InitializeAsync();
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_check_of_the_partners_own_endpoint_says_criterion_by_criterion_whether_it_is_feasible()
    {
        await using var partner = await PartnerServer.StartAsync("nulls");
        using var people = await PilotPeople.OpenAsync(_host);
        people["mod"].DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        await ConnectAsync(people, partner.Address);
        foreach (var trial in new[] { "index-gaps", "availability", "gsi-form" })
            await people.OkAsync("anna", "criteria", new { trial, days = 3 });
        await people.OkAsync("mod", "criteria", new { trial = "", name = "Verständlich" });

        var check = await RunAsync(people);
        Assert.Equal(["holds", "holds", "fails", "unknown"], Outcomes(check));
        Assert.Equal("with", check.GetProperty("check").GetProperty("verdict").GetString(), ignoreCase: true);
        var form = check.GetProperty("findings")[2];
        Assert.Equal((2.0, 0.0), (form.GetProperty("measured").GetDouble(), form.GetProperty("limit").GetDouble()));
        Assert.Equal(["Row 3: eevalue is no number.", "Row 4: eevalue is no number."], form.GetProperty("evidence").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal("Show these lines to the partner; treat missing values as missing, never as zero.", form.GetProperty("advice").GetString());

        var judged = (await people.GetAsync("anna", "criteria")).EnumerateArray().Last().GetProperty("id").GetInt32();
        await people.OkAsync("berta", $"criteria/{judged}/verdict", new { verdict = "Holds", reasons = "Zwei Kunden gefragt." });
        Assert.Equal(["holds", "holds", "fails", "holds"], Outcomes(await RunAsync(people)));
        Assert.Equal(2, (await people.GetAsync("gast", "checks")).GetArrayLength());
    }

    [Fact]
    public async Task The_token_of_a_partner_is_never_shown_and_is_forgotten_when_the_address_changes()
    {
        await using var partner = await PartnerServer.StartAsync("");
        using var people = await PilotPeople.OpenAsync(_host);
        await ConnectAsync(people, partner.Address);
        await people.OkAsync("anna", "criteria", new { trial = "index-gaps", days = 1 });
        var told = JsonSerializer.Serialize(await people.GetAsync("mod", "connection")) + JsonSerializer.Serialize(await RunAsync(people)) + await _host.Local.GetStringAsync("api/setup/audit");
        Assert.DoesNotContain(PartnerServer.Token, told, StringComparison.Ordinal);
        Assert.True((await people.GetAsync("mod", "connection")).GetProperty("hasSecret").GetBoolean());

        await ConnectAsync(people, new("http://127.0.0.1:1/"), null);
        Assert.False((await people.GetAsync("mod", "connection")).GetProperty("hasSecret").GetBoolean());
        var check = await RunAsync(people);
        Assert.Equal(["unknown"], Outcomes(check));
        Assert.Equal(JsonValueKind.Null, check.GetProperty("findings")[0].GetProperty("measured").ValueKind);
    }

    static string[] Outcomes(JsonElement check) => [.. check.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("outcome").GetString()!.ToLowerInvariant())];

    static async Task ConnectAsync(PilotPeople people, Uri address, string? secret = PartnerServer.Token)
    {
        using var answer = await people["mod"].PutAsJsonAsync($"api/pilots/{people.Pilot}/connection", new { place = "Partner", region = "nord", postalCode = "69256", address, secret });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    async Task<JsonElement> RunAsync(PilotPeople people)
    {
        var id = (await people.OkAsync("mod", "checks", new { })).GetProperty("id").GetInt32();
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(3));
        await _host.Services.GetRequiredService<CheckRunner>().WaitAsync(people.Pilot, limit.Token);
        return await people.GetAsync("mod", $"checks/{id}");
    }
}
