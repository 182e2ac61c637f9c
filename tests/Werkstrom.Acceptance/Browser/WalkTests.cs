using System.Globalization;
using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>The walk that everybody does first, in both languages, on a screen and on a phone.</summary>
[Collection(nameof(Stage))]
public sealed class WalkTests(Stage stage)
{
    const string Length = "(() => { const v = document.querySelector('ws-chart').view; return v.to - v.from; })()";
    const string Quiet = "!document.querySelector('ws-chart').hasAttribute('busy')";

    [BrowserTheory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Log_in_import_signal_zoom_missing_data(bool german, bool phone)
    {
        var name = $"oven-{(german ? "de" : "en")}-{(phone ? "phone" : "screen")}";
        await using var visitor = await stage.EnterAsync(german, phone);

        await visitor.LogInAsync();
        await visitor.LookAsync();
        await ImportAsync(visitor, name);
        await SignalAsync(visitor, name);
        await ZoomAsync(visitor);
        await MissingAsync(visitor, name);
    }

    static async Task ImportAsync(Visitor visitor, string name)
    {
        var page = visitor.Page;
        await visitor.MenuAsync("/import");
        await Expect(page.Locator("h1")).ToHaveTextAsync(visitor.Say("Dateien importieren", "Import files"));
        await visitor.LookAsync();
        await page.SetInputFilesAsync("#files", new FilePayload { Name = name + ".csv", MimeType = "text/csv", Buffer = Sheet.Csv() });
        await page.ClickAsync("form[action='/import/upload'] button[type=submit]");

        await Expect(page.Locator("h1")).ToHaveTextAsync(name + ".csv");
        await Expect(page.Locator(".cn-series")).ToContainTextAsync("temperature");
        await visitor.LookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = visitor.Say("Importieren", "Import"), Exact = true }).ClickAsync();

        // the page of an import at work loads itself again
        await Expect(page.GetByText(visitor.Say("17.280 Messwerte gespeichert", "17,280 samples stored"))).ToBeVisibleAsync();
        await visitor.LookAsync();
    }

    static async Task SignalAsync(Visitor visitor, string name)
    {
        var page = visitor.Page;
        await page.ClickAsync($"main a[href^='/plant/signals/']:has-text('{name}')");
        await Expect(page.Locator("h1")).ToHaveTextAsync("temperature");
        await Expect(page.Locator("main")).ToContainTextAsync("°C");
        await Expect(page.Locator(".ws-chart-hint")).ToHaveTextAsync(visitor.Say("Verdichtet: Linie Mittelwert, Fläche kleinster bis größter Wert", "Condensed: line is the mean, area from least to greatest value"));
        await visitor.UntilAsync("two days are seen", $"Math.abs({Length} - 2 * 86400000) < 60000");
        await visitor.LookAsync();
    }

    static async Task ZoomAsync(Visitor visitor)
    {
        var page = visitor.Page;
        var box = await page.Locator(".ws-chart-canvas").BoundingBoxAsync();
        await page.Mouse.MoveAsync(box!.X + (box.Width / 2), box.Y + 150);
        await page.Mouse.WheelAsync(0, -300);
        await visitor.UntilAsync("the wheel has zoomed", $"{Length} < 1.5 * 86400000 && {Quiet}");

        await page.Locator(".ws-chart-canvas").FocusAsync();
        for (var i = 0; i < 8; i++)
            await page.Keyboard.PressAsync("+");
        await visitor.UntilAsync("the keys have zoomed", $"{Length} < 900000");
        await Expect(page.Locator(".ws-chart-hint")).ToHaveCountAsync(0); // every sample as it was sent
        var seen = await page.EvaluateAsync<double>(Length);
        await page.Keyboard.PressAsync("Backspace");
        await visitor.UntilAsync("one step is taken back", $"{Length} > 1.9 * {seen.ToString(CultureInfo.InvariantCulture)}");
        Assert.Contains("from=2026-03-0", page.Url, StringComparison.Ordinal);

        // to the one sample that no other is like: in the table behind the chart
        await visitor.GoAsync(page.Url.Split('?')[0] + "?from=2026-03-03T23:59:30Z&to=2026-03-04T00:00:30Z");
        await page.GetByRole(AriaRole.Button, new() { Name = visitor.Say("Tabelle", "Table"), Exact = true }).ClickAsync();
        await Expect(page.Locator(".ws-chart-table")).ToContainTextAsync(visitor.Say("987,25", "987.25"));
        await Expect(page.Locator(".ws-chart-table tbody tr")).ToHaveCountAsync(6);
        await visitor.LookAsync();
    }

    async Task MissingAsync(Visitor visitor, string name)
    {
        var line = $"{name} temperature=hot";
        using var refused = await stage.Writer.PostAsync(new Uri("/write", UriKind.Relative), new StringContent(line));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        await visitor.MenuAsync("/missing");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(visitor.Say("Warum fehlen meine Daten?", "Why is my data missing?"));
        var letter = visitor.Page.Locator("li.list-group-item", new() { HasText = line });
        await Expect(letter).ToContainTextAsync(visitor.Say("Ein Wert ist keine Zahl", "A value is no number"));
        await Expect(letter.GetByRole(AriaRole.Button)).ToHaveTextAsync(visitor.Say("Erneut einspielen", "Send in again"));
        await visitor.LookAsync();
    }
}
