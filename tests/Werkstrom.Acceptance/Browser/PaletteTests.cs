using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>The one search: by keys alone, by mouse, and by thumb.</summary>
[Collection(nameof(Stage))]
public sealed class PaletteTests(Stage stage)
{
    [BrowserFact]
    public async Task By_keys_alone_one_gets_anywhere()
    {
        await stage.WriteAsync("palette-keys heat=1,hum=2 1772496000");
        var heat = await stage.SignalAsync("palette-keys heat");
        await using var visitor = await stage.EnterAsync(german: false, phone: false);
        await visitor.LogInAsync();
        var keys = visitor.Page.Keyboard;
        var dialog = visitor.Page.Locator("dialog.ws-search");

        await visitor.ReadyAsync();
        await keys.PressAsync("Control+k");
        await Expect(dialog.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await keys.TypeAsync("palette-k");
        await Expect(dialog.GetByRole(AriaRole.Option)).ToHaveCountAsync(3); // the asset and its two signals
        await visitor.LookAsync();
        await keys.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();

        await keys.PressAsync("Control+k");
        await keys.TypeAsync("palette-keys he");
        await Expect(dialog.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await keys.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync($"**/plant/signals/{heat}");
        await visitor.ReadyAsync();

        await keys.PressAsync("Control+k");
        await keys.TypeAsync("import"); // pages are found too; the menu's come first
        await Expect(dialog.GetByRole(AriaRole.Option).First).ToContainTextAsync("Import");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync("**/import");
    }

    [BrowserTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task By_mouse_and_by_thumb(bool phone)
    {
        var name = phone ? "palette-thumb" : "palette-mouse";
        await stage.WriteAsync($"{name} heat=1 1772496000");
        await using var visitor = await stage.EnterAsync(german: true, phone);
        await visitor.LogInAsync();
        var dialog = visitor.Page.Locator("dialog.ws-search");
        Task Press(ILocator what) => phone ? what.TapAsync() : what.ClickAsync();

        await Press(visitor.Page.Locator("[data-search]:visible"));
        await dialog.GetByRole(AriaRole.Combobox).FillAsync("gibt es nicht");
        await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("Nichts gefunden");
        await Press(dialog.GetByRole(AriaRole.Button, new() { Name = "Schließen" }));
        await Expect(dialog).ToBeHiddenAsync();

        await Press(visitor.Page.Locator("[data-search]:visible"));
        await dialog.GetByRole(AriaRole.Combobox).FillAsync($"{name} heat");
        await Press(dialog.GetByRole(AriaRole.Option, new() { Name = "heat" }));
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("heat");
    }
}
