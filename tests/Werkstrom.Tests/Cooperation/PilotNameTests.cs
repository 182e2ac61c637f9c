using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Cooperation;

/// <summary>Partners know a tariff by its name: its key is a matter of this house and its programs.</summary>
public sealed partial class PilotNameTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task Overview_agreements_and_result_name_the_tariff()
    {
        using var people = await PilotPeople.OpenAsync(host);
        var energy = new { name = "Energie", kind = "energy", from = "2024-01-01", rule = new { type = "flat", price = 30m } };
        using (var tariff = await host.Local.PutAsJsonAsync("api/energy/tariffs/sonne7", new { name = "Sonnenstrom", components = new[] { energy }, fees = Array.Empty<object>() }))
            Assert.True(tariff.IsSuccessStatusCode, await tariff.Content.ReadAsStringAsync());
        using (var linked = await people["anna"].PutAsJsonAsync($"api/pilots/{people.Pilot}", new { title = "Sonne", question = "Geht es?", partnerA = "Stadtwerk", partnerB = "Indexhaus", starts = "2026-03-01", ends = "2026-05-31", tariff = "sonne7" }))
            Assert.True(linked.IsSuccessStatusCode, await linked.Content.ReadAsStringAsync());
        var offer = await people.OkAsync("berta", "agreements", new { giver = "A", kind = "Group", subject = "energy-use/sonne7", resolution = "Hour", purpose = "index-quality", from = "2020-01-01", until = "2099-12-31" });
        await people.OkAsync("anna", $"agreements/{offer.GetProperty("id").GetInt32()}/accept", new { version = 1 });

        using Browser browser = new(host.Address);
        (await browser.LogInAsync(people.Mail("berta"), PilotPeople.Password)).Dispose();
        await CounterAsync(browser, people, "Consumption of customers with “Sonnenstrom”, in groups"); // as the field shows it
        await CounterAsync(browser, people, "energy-use/sonne7"); // as programs name it

        foreach (var (page, said) in new[]
        {
            ("", "Tariff: Sonnenstrom"), ("/result", "Consumption of customers with “Sonnenstrom”, in groups"),
            ("/data", "Stadtwerk shows Indexhaus: Consumption of customers with “Sonnenstrom”, in groups of at least five customers, no finer than hours."),
            ($"/data/{offer.GetProperty("id").GetInt32()}", "Consumption of customers with “Sonnenstrom”, in groups of at least five customers"),
        })
        {
            var seen = Seen(await browser.Http.GetStringAsync(new Uri($"/pilots/{people.Pilot}{page}", UriKind.Relative)));
            Assert.Contains(said, seen, StringComparison.Ordinal);
            Assert.DoesNotContain("sonne7", seen, StringComparison.Ordinal);
        }
    }

    // the field of a counter-offer has the name, the offer keeps the key
    static async Task CounterAsync(Browser browser, PilotPeople people, string subject)
    {
        var offer = await people.OkAsync("anna", "agreements", new { giver = "A", kind = "Group", subject = "energy-use/sonne7", resolution = "Day", purpose = "index-quality", from = "2020-01-01", until = "2099-12-31" });
        var (id, page) = (offer.GetProperty("id").GetInt32(), $"/pilots/{people.Pilot}/data");
        var html = System.Net.WebUtility.HtmlDecode(await browser.Http.GetStringAsync(new Uri(page, UriKind.Relative)));
        Assert.Matches($"id=\"subject-c{id}\"[^>]* value=\"Consumption of customers with “Sonnenstrom”, in groups\"", html);
        using var sent = await browser.SendAsync(page, $"counter-{id}", ("giver", "A"), ("kind", "Group"), ("subject", subject), ("resolution", "Month"), ("purpose", "index-quality"), ("from", "2020-01-01"), ("until", "2099-12-31"));
        var kept = (await people.GetAsync("anna", "agreements")).EnumerateArray().Single(t => t.GetProperty("id").GetInt32() == id);
        Assert.Equal((2, "energy-use/sonne7"), (kept.GetProperty("version").GetInt32(), kept.GetProperty("subject").GetString()));
        await people.OkAsync("berta", $"agreements/{id}/withdraw", new { version = 2 });
    }

    // the words of a page without what stands in its tags
    internal static string Seen(string html) => Regex.Replace(System.Net.WebUtility.HtmlDecode(Tags().Replace(html, "")), @"\s+", " ");

    [GeneratedRegex("<script.*?</script>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tags();
}
