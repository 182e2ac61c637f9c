using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>From a topic that is seen to a rule that stores it, in both languages, on a screen and on a phone, with and without script.</summary>
[Collection(nameof(Stage))]
public sealed class TopicTests(Stage stage)
{
    [BrowserTheory]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    public async Task A_topic_is_seen_a_rule_is_proposed_and_what_was_refused_is_stored(bool german, bool phone, bool script)
    {
        var machine = $"press-{(german ? "de" : "en")}-{(phone ? "phone" : "screen")}";
        var (code, token, error) = await Running.RunAsync("token", "create", "--data", stage.Program.Folder, "--name", machine, "--scopes", "write");
        Assert.True(code == 0, error);
        token = token.Trim();
        await PublishAsync(token, $"gw/{machine}", """[{"t":1759996800000,"v":71.5}]""");
        await using var visitor = await stage.EnterAsync(german, phone, script);
        var page = visitor.Page;
        await visitor.LogInAsync();

        await page.GotoAsync($"/setup/topics?q={machine}");
        var row = page.Locator($"[data-topic='gw/{machine}']");
        await Expect(row).ToContainTextAsync("""[{"t":1759996800000,"v":71.5}]""");
        await Expect(row).ToContainTextAsync(visitor.Say("abgelehnt", "refused"));
        if (script)
        {
            await visitor.ReadyAsync();
            await PublishAsync(token, $"gw/{machine}", """[{"t":1759996801000,"v":72.5}]""");
            await Expect(row).ToContainTextAsync("72.5"); // without loading the page again
            await visitor.LookAsync();
        }

        await page.GotoAsync($"/missing?reason=syntax&source={machine}@127.0.0.1"); // the other way there
        await page.GetByRole(AriaRole.Link, new() { Name = visitor.Say($"Regel für gw/{machine}", $"Rule for gw/{machine}") }).First.ClickAsync();
        await Expect(page.Locator("#text")).ToHaveValueAsync(new Regex(@"value   \$\[\*\]\.v -> gw/"));
        if (script)
            await visitor.LookAsync();
        await page.FillAsync("#text", $"topic gw/{machine}\nvalue $[*].v -> hall/{machine}/oil unit=celsius\ntime $[*].t");
        await page.ClickAsync("button[value=try]");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(visitor.Say("Zeile 2: „celsius“ ist keine Einheit nach UCUM", "line 2: 'celsius' is no unit of UCUM"));
        await page.FillAsync("#text", $"topic gw/{machine}\nvalue $[*].v -> hall/{machine}/oil unit=Cel\ntime $[*].t");
        await page.ClickAsync("button[value=replay]");
        await Expect(page.Locator(".ws-alert")).ToContainTextAsync(visitor.Say("Die Regel ist gespeichert", "The rule is saved"));
        await Expect(page.Locator("main")).ToContainTextAsync($"hall/{machine}/oil");
        if (script)
            await visitor.LookAsync();
        Assert.True(await stage.SignalAsync($"hall/{machine}/oil") > 0);

        await page.GotoAsync("/setup/topics");
        await Expect(page.Locator("main")).ToContainTextAsync($"$[*].v -> hall/{machine}/oil unit=Cel");
    }

    async Task PublishAsync(string token, string topic, string payload)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "mosquitto_pub", ["-h", "127.0.0.1", "-p", stage.MqttPort, "-u", "t", "-P", token, "-q", "1", "-t", topic, "-m", payload]))!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, process.ExitCode);
    }
}
