using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>From a case to the work that is done, in both languages, on a screen and on a phone.</summary>
[Collection(nameof(Stage))]
public sealed class CaseWalkTests(Stage stage)
{
    [BrowserTheory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Case_list_search_work_order_board_finish_undo_notices(bool german, bool phone)
    {
        var name = $"Fall-{(german ? "de" : "en")}-{(phone ? "phone" : "screen")}";
        var id = await CaseAsync(name);
        await using var visitor = await stage.EnterAsync(german, phone);
        await visitor.LogInAsync();
        var page = visitor.Page;

        await visitor.MenuAsync("/cases");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true })).ToBeVisibleAsync();
        await visitor.LookAsync();
        if (phone) // there the filters lie folded
            await page.Locator(".cs-filters > summary").ClickAsync();
        await page.SelectOptionAsync("#case-who", "-");
        await page.GetByRole(AriaRole.Button, new() { Name = visitor.Say("Anzeigen", "Show"), Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await visitor.ReadyAsync();
        await visitor.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = visitor.Say("Zur Kenntnis nehmen", "Acknowledge") }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync(visitor.Say("zur Kenntnis genommen", "acknowledged"));
        await page.Locator("form[action^='/cases/work/from-case/'] button").ClickAsync();

        await page.WaitForURLAsync("**/cases/work/*");
        await visitor.ReadyAsync();
        await visitor.LookAsync();
        var order = new Uri(page.Url).AbsolutePath.Split('/')[^1];
        await BoardAsync(visitor, order, phone);
        await FinishAsync(visitor, order, id);

        await visitor.MenuAsync("/cases/notices");
        await visitor.LookAsync();
    }

    // by keys where there are some
    static async Task BoardAsync(Visitor visitor, string order, bool phone)
    {
        var page = visitor.Page;
        await visitor.MenuAsync("/cases/work");
        await visitor.LookAsync();
        var card = page.Locator($"#wo-{order}");
        if (phone)
        {
            await card.Locator("button[name=state]").First.ClickAsync();
        }
        else
        {
            await card.FocusAsync();
            await page.Keyboard.PressAsync("Alt+ArrowRight");
        }

        await page.WaitForURLAsync($"**/cases/work?*moved={order}*"); // the card is there before the page is loaded anew
        await Expect(page.Locator($"[data-state=planned] #wo-{order}")).ToHaveCountAsync(1);
        await visitor.ReadyAsync();
        await visitor.LookAsync();
    }

    static async Task FinishAsync(Visitor visitor, string order, long caseId)
    {
        var page = visitor.Page;
        await visitor.GoAsync($"/cases/work/{order}?finish=true");
        await page.SelectOptionAsync("#end-mode", "VIB");
        await Expect(page.Locator("#end-case")).ToBeCheckedAsync();
        await visitor.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = visitor.Say("Arbeit erledigt", "Work is done") }).ClickAsync();

        await Expect(page.Locator($"main [role=status] a[href='/cases/{caseId}']")).ToBeVisibleAsync();
        await visitor.ReadyAsync();
        await visitor.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = visitor.Say("Rückgängig", "Take back") }).ClickAsync();
        await visitor.GoAsync($"/cases/{caseId}");
        await Expect(page.Locator("main")).ToContainTextAsync(visitor.Say("Zur Kenntnis nehmen", "Acknowledge")); // open again
        await visitor.LookAsync();
    }

    async Task<long> CaseAsync(string name)
    {
        await stage.WriteAsync($"case-walk-{name} vibration=2 1772496000");
        var found = await stage.Writer.GetFromJsonAsync<JsonNode>(new Uri($"/api/signals?search=case-walk-{name}", UriKind.Relative));
        var asset = Assert.Single(found!["signals"]!.AsArray())!["assetId"]!.GetValue<int>();
        var now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        using var sent = await stage.Writer.PostAsJsonAsync(new Uri("/api/records", UriKind.Relative), new
        {
            records = new[] { new { type = "case", assetId = asset, at = now, values = new { title = name, state = "open", severity = "act", certainty = 80, noticed_at = now, last_at = now } } },
        });
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        return (await sent.Content.ReadFromJsonAsync<JsonNode>())!["records"]![0]!["id"]!.GetValue<long>();
    }
}
