using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>Without network the last known state is there, and the page says that it is the last known one.</summary>
[Collection(nameof(Stage))]
public sealed class OfflineTests(Stage stage)
{
    const string Kept = "caches.open('ws-pages').then(c => c.match(location.href)).then(Boolean)";

    [BrowserTheory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task What_was_seen_is_shown_with_its_time_until_the_network_is_back(bool german, bool phone)
    {
        await stage.WriteAsync("offline heat=17.25");
        var signal = await stage.SignalAsync("offline heat");
        await using var visitor = await stage.EnterAsync(german, phone);
        var page = visitor.Page;
        await visitor.LogInAsync();
        await visitor.UntilAsync("the service worker is there", "navigator.serviceWorker?.controller != null");
        await visitor.GoAsync($"/plant/signals/{signal}");
        await visitor.UntilAsync("the page is kept", Kept);

        await page.Context.SetOfflineAsync(true);
        var notice = page.Locator("[data-offline]");
        await Expect(notice).ToContainTextAsync(visitor.Say("Kein Netz.", "No network."));
        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("heat");
        await Expect(page.Locator(".pl-now-value .ws-number")).ToHaveTextAsync(visitor.Say("17,25", "17.25"));
        await Expect(notice).ToContainTextAsync(visitor.Say("Kein Netz. Stand von ", "No network. As of "));

        await page.Context.SetOfflineAsync(false);
        await Expect(notice).ToBeHiddenAsync(); // it loads itself again
        await visitor.UntilAsync("the page is of now", "!document.documentElement.dataset.asOf");
    }
}
