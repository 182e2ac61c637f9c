using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>What a chart draws and hands over.</summary>
[Collection(nameof(Stage))]
public sealed class ChartTests(Stage stage)
{
    const string Scene = "document.querySelector('ws-chart')?.scene";
    const string Drawn = Scene + "?.lines.every(l => l.points.length > 0)";

    [BrowserFact]
    public async Task Limits_events_and_gaps_are_drawn_and_picture_and_file_are_real()
    {
        var (temperature, _, _) = await ChartData.SendAsync(stage, "press-limits");
        var asset = (await stage.Writer.GetFromJsonAsync<System.Text.Json.Nodes.JsonNode>(new Uri("/api/assets/by-path?path=press-limits", UriKind.Relative)))!["asset"]!["id"]!.GetValue<int>();
        using var noted = await stage.Writer.PostAsJsonAsync(new Uri("/api/events", UriKind.Relative), new { kind = "tool.change", text = "New tool", assetId = asset, from = "2026-03-03T01:10:00Z" });
        Assert.True(noted.IsSuccessStatusCode, await noted.Content.ReadAsStringAsync());
        await using var visitor = await stage.EnterAsync(german: true, phone: false);
        await visitor.LogInAsync();
        await visitor.GoAsync($"/plant/signals/{temperature}?{ChartData.Span}");

        await visitor.UntilAsync("samples and marks are drawn", $"{Drawn} && {Scene}.marks.length === 1");
        Assert.Equal("100 130.5", await visitor.Page.EvaluateAsync<string>($"(l => `${{l.highWarning}} ${{l.highAlarm}}`)({Scene}.lines[0].limits)"));
        Assert.Equal("New tool 01:10", await visitor.Page.EvaluateAsync<string>($"(m => m.text + ' ' + new Date(m.from).toISOString().slice(11, 16))({Scene}.marks[0])"));
        // one break, after the sample of 00:40, and the next sample is that of 01:00
        Assert.Equal("00:40 01:00", await visitor.Page.EvaluateAsync<string>(
            $"(p => {{ const at = p.findIndex(x => x[1] === null), clock = i => new Date(p[i][0]).toISOString().slice(11, 16); return p.filter(x => x[1] === null).length === 1 && clock(at - 1) + ' ' + clock(at + 1); }})({Scene}.lines[0].points)"));
        await visitor.LookAsync();

        await PictureAsync(visitor.Page);
        await visitor.GoAsync($"/plant/signals/{temperature}?from=2026-03-03T00:00:00Z&to=2026-03-03T00:02:00Z");
        await visitor.UntilAsync("it is drawn", Drawn);
        var file = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Als CSV", Exact = true }).ClickAsync());
        Assert.Equal("\ufeffZeitpunkt;Wert;Güte\n03.03.2026 01:00:00;20,5;192\r\n03.03.2026 01:01:00;21,5;192\r\n", System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(await file.PathAsync())));
    }

    [BrowserTheory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Signals_of_different_units_have_a_panel_each_on_one_time_axis(bool german, bool phone)
    {
        var name = $"press-compare-{(phone ? "phone" : "screen")}";
        var (temperature, pressure, mode) = await ChartData.SendAsync(stage, name);
        var (other, _, _) = await ChartData.SendAsync(stage, name + "-2");
        await using var visitor = await stage.EnterAsync(german, phone);
        await visitor.LogInAsync();
        await visitor.GoAsync($"/plant/compare?signals={temperature},{pressure},{mode},{other}&{ChartData.Span}");

        await visitor.UntilAsync("four lines are drawn", Drawn);
        Assert.Equal("Cel|bar||Cel", await visitor.Page.EvaluateAsync<string>($"{Scene}.lines.map(l => l.unit).join('|')"));
        // three panels of 180 pixels, two spaces of 34, 26 above, 28 below
        await Expect(visitor.Page.Locator(".ws-chart-canvas")).ToHaveCSSAsync("height", "662px");
        await visitor.LookAsync();
        if (!phone)
        {
            var file = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "As CSV", Exact = true }).ClickAsync());
            var lines = (await File.ReadAllTextAsync(await file.PathAsync())).Split("\r\n");
            Assert.Equal($"at,{name}: temperature [°C],pressure [bar],mode,{name}-2: temperature [°C]", lines[0]);
            Assert.Matches("^2026-03-03T00:01:00Z,21\\.5,4\\.25,\\d+,21\\.5$", lines[2]);
        }
        await visitor.Page.Locator(".ws-chart-legend button").Nth(1).ClickAsync(); // hides the pressure, and its panel
        await Expect(visitor.Page.Locator(".ws-chart-canvas")).ToHaveCSSAsync("height", "548px"); // two panels of 230, one space
    }

    [BrowserFact]
    public async Task Two_fingers_zoom_and_what_is_under_them_stays()
    {
        var (temperature, _, _) = await ChartData.SendAsync(stage, "press-pinch");
        await using var visitor = await stage.EnterAsync(german: true, phone: true);
        await visitor.LogInAsync();
        await visitor.GoAsync($"/plant/signals/{temperature}?{ChartData.Span}");
        await visitor.UntilAsync("it is drawn", Drawn);
        await visitor.Page.Locator(".ws-chart-canvas").ScrollIntoViewIfNeededAsync();
        var box = (await visitor.Page.Locator(".ws-chart-canvas").BoundingBoxAsync())!;
        // the plot is the canvas without 46 pixels at the left and 14 at the right: fingers at 3/8 and 5/8 go to 1/4 and 3/4
        float X(double share) => (float)(box.X + 46 + (share * (box.Width - 60)));
        var y = box.Y + 120;
        var touch = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await TouchAsync(touch, "touchStart", (X(0.375), y), (X(0.625), y));
        await TouchAsync(touch, "touchMove", (X(0.3), y), (X(0.7), y));
        await TouchAsync(touch, "touchMove", (X(0.25), y), (X(0.75), y));
        await TouchAsync(touch, "touchEnd");

        await visitor.UntilAsync("an hour is seen, around the same middle", """
            (v => Math.abs(v.to - v.from - 3600000) < 60000 && Math.abs((v.from + v.to) / 2 - Date.UTC(2026, 2, 3, 1)) < 30000)(document.querySelector('ws-chart').view)
            """);
        Assert.Contains("from=2026-03-03T00", visitor.Page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_new_sample_appears_at_the_right_edge_without_reload()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await stage.WriteAsync($"press-live force=1.5 {now - 60}\npress-live force=2.5 {now - 1}");
        var signal = await stage.SignalAsync("press-live force");
        await using var visitor = await stage.EnterAsync(german: true, phone: false);
        await visitor.LogInAsync();
        await visitor.GoAsync($"/plant/signals/{signal}?last=1h");
        await visitor.UntilAsync("it is drawn", Drawn);
        await visitor.Page.EvaluateAsync("window.stays = true");

        await stage.WriteAsync($"press-live force=42.75 {DateTimeOffset.UtcNow.ToUnixTimeSeconds()}");

        await Expect(visitor.Page.Locator(".pl-now-value .ws-number")).ToHaveTextAsync("42,75");
        await visitor.UntilAsync("the line ends with it", $"{Scene}.lines[0].points.at(-1)[1] === 42.75 && {Scene}.span.to >= {Scene}.lines[0].points.at(-1)[0]");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.stays"));
    }

    // a chart of one panel is 394 pixels high: drawn twice as fine, with 88 for title and span
    static async Task PictureAsync(IPage page)
    {
        var width = await page.EvaluateAsync<int>("document.querySelector('.ws-chart-canvas').clientWidth");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Als Bild (PNG)", Exact = true }).ClickAsync());
        Assert.Equal("press-limits-temperature.png", file.SuggestedFilename);
        var bytes = await File.ReadAllBytesAsync(await file.PathAsync());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        Assert.Equal((2 * width, 876), (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))));
        Assert.InRange(bytes.Length, 8_000, 2_000_000); // an empty picture of this size has 3 kB
    }

    static Task TouchAsync(ICDPSession session, string type, params (float X, float Y)[] fingers) => session.SendAsync("Input.dispatchTouchEvent", new()
    {
        ["type"] = type,
        ["touchPoints"] = fingers.Select((finger, id) => new Dictionary<string, object> { ["x"] = finger.X, ["y"] = finger.Y, ["id"] = id }).ToArray(),
    });
}
