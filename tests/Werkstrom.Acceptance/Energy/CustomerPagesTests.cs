using System.Net.Http.Json;
using Werkstrom.Acceptance.Browser;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Energy;

/// <summary>A customer with a letter in hand and a phone: the pages are within reach of everybody, and the last state is there without network.</summary>
[Collection(nameof(Stage))]
public sealed class CustomerPagesTests(Stage stage)
{
    [BrowserTheory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task From_the_letter_to_the_last_state_without_network(bool german, bool phone)
    {
        var number = phone ? "901" : "902";
        await SupplyAsync(number, phone ? "51001238744" : "51001246664");
        var code = await LetterAsync(german, number);
        await using var visitor = await stage.EnterAsync(german, phone);
        var page = visitor.Page;

        await visitor.GoAsync("/my/start");
        await visitor.LookAsync();
        await page.FillAsync("#Code", code);
        await page.FillAsync("#Mail", $"kunde{number}@example.org");
        await page.FillAsync("#Wanted", "ganz anders und gut");
        await page.FillAsync("#Again", "ganz anders und gut");
        await page.ClickAsync("form button[type=submit]");
        await Expect(page.Locator("h1")).ToHaveTextAsync(visitor.Say($"Guten Tag, Erika Muster {number}", $"Hello Erika Muster {number}"));
        foreach (var path in (string[])["/my", "/my/plan", "/my/use", "/my/bills", "/my/me"])
        {
            await visitor.GoAsync(path);
            await visitor.LookAsync();
        }

        await visitor.GoAsync("/my");
        await visitor.UntilAsync("the service worker is there", "navigator.serviceWorker?.controller != null");
        await visitor.GoAsync("/my");
        await visitor.UntilAsync("the page is kept", "caches.open('ws-pages').then(c => c.match(location.href)).then(Boolean)");
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Expect(page.Locator(".my-price")).ToContainTextAsync(visitor.Say("35,7", "35.7")); // 30 ct with 19 % VAT
        await Expect(page.Locator("[data-offline]")).ToContainTextAsync(visitor.Say("Kein Netz. Stand von ", "No network. As of "));
    }

    async Task SupplyAsync(string number, string malo)
    {
        var energy = new { name = "Energy", kind = "energy", from = "2024-01-01", rule = new { type = "flat", price = 30m } };
        using var tariff = await stage.Writer.PutAsJsonAsync($"api/energy/tariffs/flat{number}", new { name = "Flat", components = new[] { energy }, fees = Array.Empty<object>() });
        Assert.True(tariff.IsSuccessStatusCode, await tariff.Content.ReadAsStringAsync());
        object[] wishes =
        [
            new
            {
                number = $"V-{number}", customer = $"K-{number}", name = $"Erika Muster {number}", street = "Weg 1", postcode = "12345", city = "Ort", malo, place = "Ort/Mitte",
                tariff = $"flat{number}", annualKwh = "3500", from = "2024-01-01", metering = "smart",
            },
        ];
        using var kept = await stage.Writer.PostAsJsonAsync("api/energy/contracts", wishes);
        Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync());
    }

    async Task<string> LetterAsync(bool german, string number)
    {
        await using var office = await stage.EnterAsync(german, phone: false);
        await office.LogInAsync();
        await office.GoAsync($"/energy/letters?customer=K-{number}");
        await office.LookAsync();
        await office.Page.ClickAsync("main form button[type=submit]");
        return await office.Page.Locator(".my-letter-code").InnerTextAsync();
    }
}
