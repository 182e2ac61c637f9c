using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Werkstrom.Acceptance.Browser;

/// <summary>The 3D plant in a real browser that draws by software: a picture, a way to the twin, and the same as a list.</summary>
[Collection(nameof(Stage))]
public sealed class SceneTests(Stage stage)
{
    const string Scene = "document.querySelector('ws-scene')";
    const string Drawn = Scene + "?.view?.first > 0";

    [BrowserTheory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task The_plant_is_drawn_a_search_flies_and_a_click_opens_the_twin(bool german, bool phone)
    {
        var name = $"scene-{(german ? "de" : "en")}";
        var (root, mill) = await PlantAsync(name);
        await using var visitor = await stage.EnterAsync(german, phone);
        await visitor.LogInAsync();
        await visitor.GoAsync($"/plant/scene?asset={root}");
        await visitor.UntilAsync("the plant is drawn", Drawn);

        Assert.Equal(3, await visitor.Page.EvaluateAsync<int>($"{Scene}.view.things"));
        Assert.True(await ColoursAsync(visitor.Page) > 40, "a picture has many colours");
        await visitor.LookAsync();

        await visitor.UntilAsync("the plant is drawn again in its theme", Drawn);
        await visitor.Page.FillAsync(".sc-search", $"mill-{name}");
        await visitor.Page.PressAsync(".sc-search", "Enter");
        await Expect(visitor.Page.Locator(".sc-card strong")).ToHaveTextAsync($"mill-{name}");
        await visitor.UntilAsync("the eye has arrived", $"(p => p && Math.abs(p.x - {Scene}.clientWidth / 2) < 80 && Math.abs(p.y - {Scene}.clientHeight / 2) < 120)({Scene}.view.at({mill}))");
        var box = (await visitor.Page.Locator("ws-scene").BoundingBoxAsync())!;
        var at = await visitor.Page.EvaluateAsync<double[]>($"(p => [p.x, p.y])({Scene}.view.at({mill}))");
        await visitor.Page.Mouse.ClickAsync((float)(box.X + at[0]), (float)(box.Y + at[1]));

        await visitor.Page.WaitForURLAsync($"**/plant/twins/{mill}");
        await visitor.ReadyAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync($"mill-{name}");
        await visitor.UntilAsync("its small picture is drawn", Drawn);
        await visitor.LookAsync();
    }

    [BrowserFact]
    public async Task Keys_choose_and_open()
    {
        var (root, _) = await PlantAsync("scene-keys");
        await using var visitor = await stage.EnterAsync(german: true, phone: false);
        await visitor.LogInAsync();
        await visitor.GoAsync($"/plant/scene?asset={root}");
        await visitor.UntilAsync("the plant is drawn", Drawn);

        await visitor.Page.Locator("ws-scene [role=application]").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visitor.Page.Locator("ws-scene > p[role=status]")).ToContainTextAsync("mill-scene-keys:");
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visitor.Page.Locator("ws-scene > p[role=status]")).ToContainTextAsync("oven-scene-keys:");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync("**/plant/twins/*");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("oven-scene-keys");
    }

    [BrowserFact]
    public async Task A_past_hour_is_shown_as_it_was()
    {
        var (root, _) = await PlantAsync("scene-past");
        await stage.WriteAsync($"scene-past,machine=mill-scene-past temperature=99 {ChartData.Start + 600}");
        await stage.ChangeAsync(await stage.SignalAsync("mill-scene-past temperature"), new { limits = new { highAlarm = 90 } });
        await using var visitor = await stage.EnterAsync(german: false, phone: false);
        await visitor.LogInAsync();
        await visitor.GoAsync($"/plant/scene?asset={root}");
        await visitor.UntilAsync("the plant is drawn", Drawn);
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>($"{Scene}.view.tones.act"));

        await visitor.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await visitor.Page.ClickAsync("button[aria-label^='Look back']");
        await visitor.Page.FillAsync(".sc-replay input[type=datetime-local]", "2026-03-03T01:00");
        await visitor.Page.Locator(".sc-replay input[type=datetime-local]").DispatchEventAsync("change");
        await Expect(visitor.Page.Locator(".sc-clock")).ToContainTextAsync("3 Mar");
        Assert.Equal(3, await visitor.Page.EvaluateAsync<int>($"{Scene}.view.tones.neutral")); // before anything was measured
        await visitor.Page.FillAsync(".sc-replay input[type=range]", "60"); // a quarter of an hour later
        await visitor.UntilAsync("the machine is beyond its limit, as it was then", $"{Scene}.view.tones.act === 1");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Now", Exact = true }).ClickAsync();
        await visitor.UntilAsync("it is now again", $"{Scene}.view.tones.act === 0");
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_list_says_what_was_at_the_moment_that_is_looked_at_with_and_without_script(bool german)
    {
        var name = $"scene-list-{(german ? "de" : "en")}";
        var (root, mill) = await PlantAsync(name);
        await stage.WriteAsync($"{name},machine=mill-{name} temperature=99 {ChartData.Start + 600}");
        await stage.ChangeAsync(await stage.SignalAsync($"mill-{name} temperature"), new { limits = new { highAlarm = 90 } });
        await using var visitor = await stage.EnterAsync(german, phone: false);
        await visitor.LogInAsync();
        await visitor.GoAsync($"/plant/scene?asset={root}&at=2026-03-03T00:05:00Z");
        var (list, row) = (visitor.Page.Locator("[data-scene-list]"), visitor.Page.Locator($"tr[data-thing='{mill}']"));
        await visitor.UntilAsync("the plant is drawn", Drawn);
        await Expect(row).ToContainTextAsync(german ? "keine Daten" : "no data");

        await visitor.Page.FillAsync(".sc-replay input[type=range]", "60");
        await Expect(row.Locator(".ws-number")).ToHaveTextAsync("99");
        await Expect(row.Locator(".ws-badge")).ToHaveTextAsync(german ? "sendet" : "sends");
        await Expect(row.Locator(".ws-badge svg")).ToHaveAttributeAsync("aria-label", german ? "handeln" : "act");
        await Expect(list.Locator("time")).ToHaveTextAsync(german ? "03.03.2026 01:15:00 UTC+01:00" : "3 Mar 2026 01:15:00 UTC+01:00");
        await Expect(visitor.Page.Locator("ws-scene > p[role=status]")).ToContainTextAsync(german ? "1 handeln, 2 ohne Urteil" : "1 act, 2 no judgement");
        await Expect(visitor.Page.Locator(".sc-clock")).ToHaveAttributeAsync("aria-live", "off");
        await stage.WriteAsync($"{name},machine=mill-{name} temperature=72.5");
        var then = await list.InnerTextAsync();
        Assert.Contains("at=2026-03-03T00%3A15%3A00Z", visitor.Page.Url, StringComparison.Ordinal);

        await using var plain = await stage.EnterAsync(german, phone: false, script: false);
        await plain.LogInAsync();
        await plain.Page.GotoAsync(visitor.Page.Url);
        Assert.Equal(then, await plain.Page.Locator("[data-scene-list]").InnerTextAsync());

        await list.GetByRole(AriaRole.Link, new() { Name = german ? "Jetzt" : "Now", Exact = true }).ClickAsync();
        await Expect(row.Locator(".ws-number")).ToHaveTextAsync(german ? "72,5" : "72.5");
        await Expect(list.Locator("time")).ToBeHiddenAsync();
        Assert.DoesNotContain("at=", visitor.Page.Url, StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_the_past_is_read_nothing_of_now_is_shown_and_the_moment_asked_for_is_the_one_seen(bool german)
    {
        var name = $"scene-waits-{(german ? "german" : "english")}";
        var (root, mill) = await PlantAsync(name);
        await stage.WriteAsync($"{name},machine=mill-{name} temperature=60 {ChartData.Start + 600}");
        await stage.ChangeAsync(await stage.SignalAsync($"mill-{name} temperature"), new { limits = new { highAlarm = 70 } }); // and now it is 71.5
        await using var visitor = await stage.EnterAsync(german, phone: false);
        await visitor.LogInAsync();
        var page = visitor.Page;
        await visitor.GoAsync($"/plant/scene?asset={root}");
        await visitor.UntilAsync("the machine is beyond its limit now", $"{Scene}?.view?.tones.act === 1");
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });

        var (veil, clock, row) = (page.Locator(".sc-veil"), page.Locator(".sc-clock"), page.Locator($"tr[data-thing='{mill}']"));
        var address = $"/plant/scene?asset={root}&at=2026-03-03T00:20:07Z";
        var answer = await HoldAsync(page);
        await visitor.GoAsync(address);
        await visitor.UntilAsync("the plant is drawn", Drawn);
        await Expect(veil).ToHaveTextAsync(german ? "03.03. 01:20:07 wird geladen …" : "Loading 3 Mar 01:20:07 …");
        await WaitsAsync();
        await Expect(row.Locator(".ws-number")).ToHaveTextAsync("60"); // the server knows it
        await stage.WriteAsync($"{name},machine=mill-{name} temperature=98");
        await page.WaitForResponseAsync(r => r.Url.Contains("/api/twins/scene/states", StringComparison.Ordinal));
        await page.EvaluateAsync("() => new Promise(done => setTimeout(done, 300))");
        await WaitsAsync();

        answer.SetResult();
        await SeenAsync("01:20:07");
        await Expect(page.Locator("ws-scene > p[role=status]")).ToContainTextAsync("01:20:07"); // it rests
        Assert.EndsWith(address, page.Url, StringComparison.Ordinal);
        await Expect(page.Locator("[data-scene-list] time")).ToHaveTextAsync(german ? "03.03.2026 01:20:07 UTC+01:00" : "3 Mar 2026 01:20:07 UTC+01:00");

        answer = await HoldAsync(page);
        await page.FillAsync(".sc-replay input[type=datetime-local]", "2026-03-03T01:15");
        await Expect(row.Locator(".ws-badge")).ToHaveTextAsync(german ? "Lädt …" : "Loading …");
        await Expect(row.Locator(".ws-number")).ToHaveTextAsync("–");
        await WaitsAsync();
        await page.FillAsync(".sc-replay input[type=range]", "3");
        await Expect(veil).ToContainTextAsync("01:15:45");
        answer.SetResult();
        await SeenAsync("01:15:45");
        await visitor.UntilAsync("the moment stands in the address", "location.search.endsWith('at=2026-03-03T00%3A15%3A45Z')");

        // an answer that is an error says so, and shows nothing of another moment
        await page.RouteAsync("**/api/twins/scene/past*", route => route.AbortAsync(), new() { Times = 1 });
        await page.Locator(".sc-replay input[type=datetime-local]").DispatchEventAsync("change");
        await Expect(veil).ToContainTextAsync(german ? "konnten nicht geladen werden" : "could not be loaded");
        await Expect(row.Locator(".ws-badge")).ToHaveTextAsync(german ? "nicht bekannt" : "not known");
        await WaitsAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = german ? "Jetzt" : "Now", Exact = true }).ClickAsync();
        await visitor.UntilAsync("it is now again", $"{Scene}.view.tones.act === 1");
        await Expect(veil).ToBeHiddenAsync();

        async Task WaitsAsync()
        {
            var tones = await page.EvaluateAsync<int[]>($"[{Scene}.view.tones.act, {Scene}.view.tones.neutral]");
            Assert.Equal([0, 3], tones);
            await Expect(veil).ToBeVisibleAsync();
            await Expect(page.Locator(".sc-tones")).ToBeEmptyAsync();
        }

        async Task SeenAsync(string time)
        {
            await Expect(veil).ToBeHiddenAsync();
            await Expect(clock).ToContainTextAsync(time);
            await Expect(row.Locator(".ws-number")).ToHaveTextAsync("60");
            var tones = await page.EvaluateAsync<int[]>($"[{Scene}.view.tones.good, {Scene}.view.tones.neutral]");
            Assert.Equal([1, 2], tones);
        }
    }

    [BrowserFact]
    public async Task While_time_runs_by_the_list_says_so_once_a_second_and_the_voice_is_silent()
    {
        var (root, mill) = await PlantAsync("scene-plays");
        for (var minute = 0; minute < 60; minute++)
            await stage.WriteAsync($"scene-plays,machine=mill-scene-plays temperature={100 + minute} {ChartData.Start + (60 * minute)}");
        await using var visitor = await stage.EnterAsync(german: false, phone: false);
        await visitor.LogInAsync();
        await visitor.GoAsync($"/plant/scene?asset={root}&at=2026-03-03T00:00:00Z");
        await visitor.UntilAsync("the plant is drawn", Drawn);
        await Expect(visitor.Page.Locator($"tr[data-thing='{mill}'] .ws-number")).ToHaveTextAsync("100");
        await visitor.Page.SelectOptionAsync(".sc-replay select >> nth=1", "300");

        var (written, said) = await visitor.Page.EvaluateAsync<int[]>($$"""
            async () => {
              let written = 0, said = 0;
              const count = (selector, add) => new MutationObserver((all) => add(all.length)).observe(document.querySelector(selector), { childList: true, characterData: true, subtree: true });
              count("tr[data-thing='{{mill}}'] .ws-number", (n) => written += n);
              count("ws-scene > p[role=status]", (n) => said += n);
              document.querySelector(".sc-replay button").click();
              await new Promise((done) => setTimeout(done, 5000));
              return [written, said];
            }
            """) is [var w, var s] ? (w, s) : default;

        Assert.InRange(written, 3, 6);
        Assert.Equal(0, said);
    }

    [BrowserFact]
    public async Task A_model_of_its_own_takes_the_place_of_the_shape_and_what_is_none_is_said()
    {
        var (_, mill) = await PlantAsync("scene-model");
        await using var visitor = await stage.EnterAsync(german: true, phone: false);
        await visitor.LogInAsync();
        await visitor.GoAsync($"/plant/twins/{mill}");
        await visitor.Page.SetInputFilesAsync("#model-file", new FilePayload { Name = "cube.stl", MimeType = "model/stl", Buffer = "solid cube"u8.ToArray() });
        await visitor.Page.ClickAsync("#model button[type=submit]");
        await Expect(visitor.Page.Locator("#model .ws-alert")).ToContainTextAsync("keine GLB-Datei");

        await visitor.Page.SetInputFilesAsync("#model-file", new FilePayload { Name = "triangle.glb", MimeType = "model/gltf-binary", Buffer = Triangle() });
        await visitor.Page.ClickAsync("#model button[type=submit]");
        await Expect(visitor.Page.Locator("#model a[download]")).ToContainTextAsync("triangle.glb");
        await visitor.Page.ClickAsync("#model .ws-alert a[href$='#picture']"); // the form is far below it, and a small picture is drawn when it is seen
        await visitor.UntilAsync("the model is drawn", Scene + "?.view?.models === 1");
        await visitor.LookAsync();
    }

    [BrowserFact]
    public async Task Without_script_the_list_says_the_same()
    {
        var (root, mill) = await PlantAsync("scene-plain");
        await using var visitor = await stage.EnterAsync(german: false, phone: true, script: false);
        await visitor.LogInAsync();
        await visitor.Page.GotoAsync($"/plant/scene?asset={root}");

        await Expect(visitor.Page.Locator("ws-scene")).ToContainTextAsync("The picture needs JavaScript");
        var row = visitor.Page.Locator($"tr[data-thing='{mill}']");
        await Expect(row).ToContainTextAsync("71.5");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("mill-scene-plain");
    }

    // the next answer about the past waits until the result is set
    static async Task<TaskCompletionSource> HoldAsync(IPage page)
    {
        TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/api/twins/scene/past*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        }, new() { Times = 1 });
        return held;
    }

    // a line with a mill, an oven and a press
    async Task<(int Root, int Mill)> PlantAsync(string name)
    {
        await stage.WriteAsync($"{name},machine=mill-{name} temperature=71.5\n{name},machine=oven-{name} temperature=850\n{name},machine=press-{name} force=12");
        return (await AssetAsync(name), await AssetAsync($"{name}/mill-{name}"));
    }

    async Task<int> AssetAsync(string path) =>
        (await stage.Writer.GetFromJsonAsync<JsonNode>(new Uri($"/api/assets/by-path?path={Uri.EscapeDataString(path)}", UriKind.Relative)))!["asset"]!["id"]!.GetValue<int>();

    // how many different colours a small copy of the picture has
    static Task<int> ColoursAsync(IPage page) => page.EvaluateAsync<int>($$"""
        () => {
          const copy = document.createElement("canvas");
          [copy.width, copy.height] = [160, 120];
          const pen = copy.getContext("2d");
          pen.drawImage({{Scene}}.view.draw(), 0, 0, 160, 120);
          return new Set(new Uint32Array(pen.getImageData(0, 0, 160, 120).data.buffer)).size;
        }
        """);

    // one triangle, written by hand
    static byte[] Triangle()
    {
        const string Json = """
            {"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],"buffers":[{"byteLength":36}],"bufferViews":[{"buffer":0,"byteLength":36}],"accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[0,0,0],"max":[2,1,0]}]}
            """;
        var json = System.Text.Encoding.UTF8.GetBytes(Json.PadRight((Json.Length + 3) / 4 * 4));
        using MemoryStream file = new();
        using BinaryWriter writer = new(file);
        writer.Write(0x46546C67);
        writer.Write(2);
        writer.Write(12 + 8 + json.Length + 8 + 36);
        writer.Write(json.Length);
        writer.Write(0x4E4F534A);
        writer.Write(json);
        writer.Write(36);
        writer.Write(0x004E4942);
        foreach (var number in new float[] { 0, 0, 0, 2, 0, 0, 0, 1, 0 })
            writer.Write(number);
        return file.ToArray();
    }
}
