using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Laboratory;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Laboratory;

/// <summary>What readers see of an answer: what it compares with, and nothing where an input is wrong. The customers have the tariff <c>fest</c>, whose name is Test.</summary>
static class LabSeen
{
    /// <summary>One tariff for everybody is named on the page, in the table, in what a pilot says, by the API and in the file; each customer's own is that of today.</summary>
    public static async Task ComparedAsync(Host host, LabWish wish, long own)
    {
        using StringContent sent = new(LabJson.Write(new LabKeep("Gegen einen", wish with { Today = "fest" })), null, "application/json");
        using var kept = await host.Local.PostAsync("/api/energy/lab/saved", sent);
        var one = JsonElement.Parse(await kept.Content.ReadAsStringAsync());
        Assert.Equal("Test", one.GetProperty("comparedWith").GetString());
        var id = one.GetProperty("id").GetInt64();

        var page = await ReadAsync(host, $"/energy/lab/{id}", "de");
        Assert.Contains("7 Kunden, Jahreszahlung 2025 mit allen Umlagen und Mehrwertsteuer, verglichen mit „Test“ für alle.", page, StringComparison.Ordinal);
        foreach (var words in (string[])["<th scope=\"col\" class=\"ws-num\">„Test“ für alle</th>", "data-label=\"„Test“ für alle\"", "Erlösgleich mit „Test“ bei", "Rechnung mit „Test“</th>", "im Mittel jeder Gruppe, verglichen mit „Test“ für alle."])
            Assert.Contains(words, page, StringComparison.Ordinal);
        foreach (var words in (string[])["Rechnung heute", "Erlösgleich mit heute", "verglichen mit heute", "Heute</th>", "data-label=\"Heute\""])
            Assert.DoesNotContain(words, page, StringComparison.Ordinal);
        page = await ReadAsync(host, $"/energy/lab/{id}", "en");
        foreach (var words in (string[])["compared with “Test” for everybody.", ">“Test” for everybody</th>", "Same revenue as “Test” with", "Bill with “Test”</th>"])
            Assert.Contains(words, page, StringComparison.Ordinal);

        page = await ReadAsync(host, $"/energy/lab/{own}", "de");
        foreach (var words in (string[])["verglichen mit heute: dem eigenen Tarif jedes Kunden.", ">Heute</th>", "Erlösgleich mit heute bei", "Rechnung heute</th>"])
            Assert.Contains(words, page, StringComparison.Ordinal);
        page = await ReadAsync(host, $"/energy/lab/{own}", "en");
        foreach (var words in (string[])["compared with today: each customer's own tariff.", ">Today</th>", "Revenue as today with", "Bill today</th>"])
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, JsonElement.Parse(await host.Local.GetStringAsync($"/api/energy/lab/saved/{own}")).GetProperty("comparedWith").ValueKind);

        Assert.EndsWith(";\"Test\"", (await host.Local.GetStringAsync($"/energy/lab/{id}/csv")).Split('\n')[2], StringComparison.Ordinal);
        Assert.EndsWith(";", (await host.Local.GetStringAsync($"/energy/lab/{own}/csv")).Split('\n')[2], StringComparison.Ordinal);
        await InPilotAsync(host, id, own);
    }

    /// <summary>With a number that cannot be read there are no figures, as with one that no price has; the message has the words beside the input, and what was typed stays.</summary>
    public static async Task NoNumberAsync(Host host, string population)
    {
        foreach (var (typed, said) in new[] { ("1e9", "Grün, Price of energy: “1e9” is no number below a million in digits."), ("-501", "-501") })
        {
            var asked = $"pop={population}&n=1&i0.from=fest&i0.was=fest&i0.name=Grün&i0.price={typed}";
            var page = await ReadAsync(host, "/energy/lab?" + asked, "en");
            Assert.Contains(said, page, StringComparison.Ordinal);
            Assert.Contains($"name=\"i0.price\" value=\"{typed}\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("lab-wins", page, StringComparison.Ordinal);
            using HttpRequestMessage ask = new(HttpMethod.Post, "/energy/lab/preview") { Headers = { { "Accept-Language", "en" } }, Content = new StringContent(asked, null, "application/x-www-form-urlencoded") };
            using var answer = await host.Local.SendAsync(ask);
            var preview = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.Contains(said, preview, StringComparison.Ordinal);
            Assert.DoesNotContain("lab-wins", preview, StringComparison.Ordinal);
        }
    }

    static async Task InPilotAsync(Host host, long one, long own)
    {
        var (before, tried) = (CultureInfo.CurrentUICulture, host.Services.GetServices<ITried>().Single(t => t.GetType().Name == "LabTried"));
        try
        {
            foreach (var (language, id, begins) in new[]
            {
                ("de", one, "„Nacht“, verglichen mit „Test“ für alle: "), ("en", one, "“Nacht”, compared with “Test” for everybody: "),
                ("de", own, "„Nacht“, verglichen mit dem heutigen Tarif jedes Kunden: "), ("en", own, "“Nacht”, compared with what each customer has today: "),
            })
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                var found = (await tried.AllAsync(default)).Single(t => t.Key == id.ToString(CultureInfo.InvariantCulture)).Findings!;
                Assert.StartsWith(begins, Assert.Single(found).Text, StringComparison.Ordinal);
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    static async Task<string> ReadAsync(Host host, string address, string language)
    {
        using HttpRequestMessage ask = new(HttpMethod.Get, address) { Headers = { { "Accept-Language", language } } };
        using var answer = await host.Local.SendAsync(ask);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
