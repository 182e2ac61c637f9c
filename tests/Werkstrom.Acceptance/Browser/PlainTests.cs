using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>Pages with forms work without script.</summary>
[Collection(nameof(Stage))]
public sealed class PlainTests(Stage stage)
{
    [BrowserFact]
    public async Task Without_script_one_logs_in_imports_and_asks_by_sql()
    {
        await using var visitor = await stage.EnterAsync(german: true, phone: false, script: false);
        var page = visitor.Page;
        await visitor.LogInAsync();

        await page.GotoAsync("/import");
        await page.SetInputFilesAsync("#files", new FilePayload { Name = "ofen.csv", MimeType = "text/csv", Buffer = Sheet.Csv() });
        await page.ClickAsync("form[action='/import/upload'] button[type=submit]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Importieren", Exact = true }).ClickAsync();
        await Expect(page.GetByText("17.280 Messwerte gespeichert")).ToBeVisibleAsync();

        await page.ClickAsync("main a[href^='/plant/signals/']");
        await Expect(page.Locator("figure svg[role=img]")).ToBeVisibleAsync();

        await page.GotoAsync("/figures/sql");
        await page.FillAsync("#sql", "SELECT count(*) AS n, max(value) AS most FROM samples WHERE path LIKE 'ofen%'");
        await page.ClickAsync("form button.btn-primary[type=submit]");
        await Expect(page.Locator(".pl-sql tbody")).ToContainTextAsync("987,25");
        var file = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[formaction='/figures/sql/csv']"));
        Assert.Equal($"n,most\n{Sheet.Rows},{Sheet.Peak}\n", await File.ReadAllTextAsync(await file.PathAsync()));
    }

    [BrowserFact]
    public async Task A_wrong_password_is_refused_in_words()
    {
        await using var visitor = await stage.EnterAsync(german: false, phone: true, script: false);
        await visitor.Page.GotoAsync("/login");
        await visitor.Page.FillAsync("#Mail", "admin");
        await visitor.Page.FillAsync("#Password", "not-the-password");
        await visitor.Page.ClickAsync("form button[type=submit]");

        await Expect(visitor.Page.Locator(".ws-alert")).ToBeVisibleAsync();
        Assert.EndsWith("/login", visitor.Page.Url, StringComparison.Ordinal);
    }
}
