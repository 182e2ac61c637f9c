using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Acceptance.Faults;

/// <summary>The index over kills while days are frozen: the chain goes on where it was, every day stands in it once, and all is computed again as signed.</summary>
public sealed class FreezeKillTests(ITestOutputHelper output)
{
    const int Days = 150;

    static readonly DateTime First = new(2024, 5, 1); // no change of the clock until the end

    [Fact]
    public async Task Given_kills_while_days_are_frozen_When_started_again_Then_the_chain_is_whole_and_every_seal_prices()
    {
        await using Running program = new();
        await program.StartAsync();
        using var first = await program.ClientAsync("engineer,read");
        var token = first.DefaultRequestHeaders.Authorization!;
        await SentAsync(await first.PutAsJsonAsync("api/energy/index/T", new { name = "Town", zone = "DE-LU" }));
        foreach (var text in new[] { Region(), Zone() })
        {
            using StringContent body = new(text, Encoding.UTF8, "text/csv");
            await SentAsync(await first.PostAsync(new Uri("api/energy/index/T/import?file=made.csv", UriKind.Relative), body));
        }

        var cuts = 0;
        foreach (var day in new[] { 0, 25, 60 })
            cuts += await KillAsync(day);
        using var client = Client();
        await SentAsync(await FreezeAsync(client));
        var said = await UntilAsync(() => client.GetFromJsonAsync<JsonElement>("api/energy/index/T/verify"), v => v.GetProperty("isSound").GetBoolean());

        output.WriteLine($"{cuts} of 3 kills hit the work");
        Assert.True(cuts > 0, "No kill hit the work: nothing is proved.");
        Assert.Equal((Days, Days * 96), (said.GetProperty("frozen").GetInt32(), said.GetProperty("quarterHours").GetInt32()));

        // and over one more stop the tip is the same to the last digit
        await program.KillAsync();
        await program.StartAsync();
        using var again = Client();
        Assert.Equal(said.GetProperty("tip").GetString(), (await again.GetFromJsonAsync<JsonElement>("api/energy/index/T/verify")).GetProperty("tip").GetString());

        HttpClient Client() => new() { BaseAddress = program.Address, Timeout = TimeSpan.FromMinutes(5), DefaultRequestHeaders = { Authorization = token } };

        // freezes all and kills as soon as a day stands in the chain
        async Task<int> KillAsync(int day)
        {
            using var worker = Client();
            using var reader = Client();
            var work = Task.Run(async () =>
            {
                try
                {
                    using var answer = await FreezeAsync(worker);
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            });
            var at = Day(day);
            await UntilAsync(async () => work.IsCompleted || (await reader.GetFromJsonAsync<JsonElement>($"api/energy/index/T?from={at}&to={at}"))
                .GetProperty("days")[0].GetProperty("seal").ValueKind == JsonValueKind.Object);
            var isCut = !work.IsCompleted;
            await program.KillAsync();
            await work;
            await program.StartAsync();
            return isCut ? 1 : 0;
        }
    }

    static Task<HttpResponseMessage> FreezeAsync(HttpClient client) => client.PostAsync(new Uri($"api/energy/index/T/freeze?from={Day(0)}&to={Day(Days - 1)}", UriKind.Relative), null);

    static string Day(int number) => First.AddDays(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // quarter-hours of the region as smard.de exports them: local stamps, comma
    static string Region()
    {
        StringBuilder text = new("Datum von;Datum bis;Wind Onshore [MWh] Originalauflösungen;Gesamt (Netzlast) [MWh] Originalauflösungen\n");
        for (var at = First; at < First.AddDays(Days); at = at.AddMinutes(15))
            text.Append(CultureInfo.InvariantCulture, $"{at:dd.MM.yyyy HH:mm};{at.AddMinutes(15):dd.MM.yyyy HH:mm};{(at.DayOfYear * 37 % 70) + (at.Hour % 7)},5;100\n");
        return text.ToString();
    }

    static string Zone()
    {
        StringBuilder text = new("timestamp_unix,net_load_mw_avg,renewable_generation_mw_avg\n");
        var start = new DateTimeOffset(First, TimeSpan.FromHours(2)).ToUnixTimeSeconds();
        for (var hour = 0; hour < Days * 24; hour++)
            text.Append(CultureInfo.InvariantCulture, $"{start + (hour * 3600L)},1000,{300 + (hour % 24 * 20)}\n");
        return text.ToString();
    }

    static async Task SentAsync(HttpResponseMessage answer)
    {
        using (answer)
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
