using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>What went wrong can be mended on the pages.</summary>
[Collection(nameof(Stage))]
public sealed class MendTests(Stage stage)
{
    [BrowserFact]
    public async Task An_import_is_taken_back()
    {
        const string Name = "undo-phone";
        await using var visitor = await stage.EnterAsync(german: true, phone: true);
        var page = visitor.Page;
        await visitor.LogInAsync();
        await visitor.GoAsync("/import");
        var csv = "time,heat [°C]\n2026-03-03T00:00:00Z,1.5\n2026-03-03T00:01:00Z,2.5\n2026-03-03T00:02:00Z,3.5\n"u8.ToArray();
        await page.SetInputFilesAsync("#files", new FilePayload { Name = Name + ".csv", MimeType = "text/csv", Buffer = csv });
        await page.ClickAsync("form[action='/import/upload'] button[type=submit]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Importieren", Exact = true }).ClickAsync();
        await Expect(page.GetByText("3 Messwerte gespeichert")).ToBeVisibleAsync();
        var signal = await stage.SignalAsync($"{Name} heat");

        await page.ClickAsync("summary:has-text('Import zurücknehmen')");
        await visitor.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ja, diesen Import zurücknehmen" }).ClickAsync();
        await Expect(page.GetByText("3 Messwerte zurückgenommen")).ToBeVisibleAsync();

        var left = await stage.Writer.GetStringAsync(new Uri($"/api/signals/{signal}/samples?from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z", UriKind.Relative));
        Assert.StartsWith("{\"samples\":[]", left, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_refused_line_is_sent_in_again_after_the_rule_is_mended()
    {
        var line = $"mend,topic={new string('x', 250)} heat=5.5 1772496000"; // a name of 250 letters is too long for an asset
        using var refused = await stage.Writer.PostAsync(new Uri("/write?precision=s", UriKind.Relative), new StringContent(line));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await using var visitor = await stage.EnterAsync(german: true, phone: true);
        var page = visitor.Page;
        await visitor.LogInAsync();
        await visitor.GoAsync("/missing");
        var letter = page.Locator("li.list-group-item", new() { HasText = "mend,topic=xxx" });
        await letter.GetByRole(AriaRole.Button, new() { Name = "Erneut einspielen" }).ClickAsync();
        await Expect(page.GetByText("0 gespeichert, 1 erneut abgewiesen.")).ToBeVisibleAsync();

        using var mended = await stage.Writer.PutAsJsonAsync(new Uri("/api/connect/rules", UriKind.Relative), (object[])[new { measurement = "mend", path = "mended/{field}" }]);
        Assert.True(mended.IsSuccessStatusCode, await mended.Content.ReadAsStringAsync());
        await letter.GetByRole(AriaRole.Button, new() { Name = "Erneut einspielen" }).ClickAsync();

        await Expect(page.GetByText("1 gespeichert, 0 erneut abgewiesen.")).ToBeVisibleAsync();
        await Expect(letter).ToHaveCountAsync(0);
        await visitor.LookAsync();
        await visitor.GoAsync($"/plant/signals/{await stage.SignalAsync("mended heat")}?{ChartData.Span}");
        await Expect(page.Locator(".pl-now-value .ws-number")).ToHaveTextAsync("5,5");
    }
}
