using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>A tree that is longer than a page.</summary>
[Collection(nameof(Stage))]
public sealed class TreeTests(Stage stage)
{
    [BrowserFact]
    public async Task A_branch_that_the_page_left_out_opens_in_place()
    {
        var fields = string.Join(',', Enumerable.Range(1, 60).Select(n => $"f{n}={n}"));
        await stage.WriteAsync(string.Join('\n', Enumerable.Range(1, 6).Select(n => $"zz-bulk-{n} {fields} 1772496000")));
        await using var visitor = await stage.EnterAsync(german: true, phone: true);
        await visitor.LogInAsync();
        await visitor.GoAsync("/plant");
        var branch = visitor.Page.Locator(".pl-tree > li", new() { HasText = "zz-bulk-6" });
        await Expect(branch.Locator(".pl-tree-signal")).ToHaveCountAsync(0); // 250 rows are full before it

        await branch.GetByRole(AriaRole.Link, new() { Name = "Teile von zz-bulk-6" }).TapAsync();

        await Expect(branch.Locator(".pl-tree-signal")).ToHaveCountAsync(50);
        await Expect(branch.GetByRole(AriaRole.Link, new() { Name = "10 weitere Signale" })).ToBeVisibleAsync();
        await visitor.LookAsync();
        await branch.Locator("summary").TapAsync();
        await Expect(branch.Locator(".pl-tree-signal").First).ToBeHiddenAsync();
    }
}
