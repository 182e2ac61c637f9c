using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Werkstrom.Bench.Peers;

namespace Werkstrom.Bench.Twins;

/// <summary>The 3D plant of 200 machines in a browser whose pictures are drawn by the processor: how long until the first one is there.</summary>
static class SceneBench
{
    const int Machines = 200, Visits = 5;

    static readonly string[] Kinds = ["mill", "lathe", "press", "robot", "oven", "conveyor", "packer", "store", "saw", "washer", "compressor", "meter", "pv"];

    static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static async Task<IReadOnlyList<Row>> RunAsync(CancellationToken stop)
    {
        if (Programs.FirstOrDefault(File.Exists) is not { } program)
        {
            Rows.Say("twins scene: there is no chromium (apt-get install chromium); left out");
            return [];
        }

        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            await using var ours = Ours.Start(folder);
            await ours.ReadyAsync(stop);
            await SendAsync(ours, stop);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
            List<(double Frame, double Page)> seen = [];
            for (var visit = 0; visit < Visits; visit++)
                seen.Add(await VisitAsync(ours, browser));
            return
            [
                Row.AtMost("3D plant of 200 machines by software, first picture, median of 5 new browsers", Median(seen.Select(s => s.Frame)), "ms", 1_500),
                Row.Seen("the same from asking for the page on, scripts included", Median(seen.Select(s => s.Page)), "ms"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static double Median(IEnumerable<double> values) => values.Order().ElementAt(Visits / 2);

    static async Task SendAsync(Ours ours, CancellationToken stop)
    {
        StringBuilder lines = new();
        for (var i = 0; i < Machines; i++)
            lines.Append(CultureInfo.InvariantCulture, $"works,line=line{i / 20:00},machine={Kinds[i % Kinds.Length]}{i:000} temperature={20 + (i % 50)},power={i % 7},state=\"running\"\n");
        using var sent = await ours.Http.PostAsync(new Uri("write", UriKind.Relative), new StringContent(lines.ToString()), stop);
        sent.EnsureSuccessStatusCode();
    }

    // a browser that was never here: nothing is cached
    static async Task<(double Frame, double Page)> VisitAsync(Ours ours, IBrowser browser)
    {
        await using var context = await browser.NewContextAsync(new()
        {
            BaseURL = ours.Http.BaseAddress!.ToString(),
            ViewportSize = new() { Width = 1440, Height = 900 },
            ExtraHTTPHeaders = [new("Authorization", ours.Http.DefaultRequestHeaders.Authorization!.ToString())],
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/plant/scene");
        await page.WaitForSelectorAsync("ws-scene.sc-drawn"); // an expression would need what the policy of the page forbids
        var things = await page.EvaluateAsync<int>("document.querySelector('ws-scene').view.things");
        if (things != Machines)
            throw new InvalidOperationException($"The scene has {things} machines, not {Machines}.");
        return (await page.EvaluateAsync<double>("document.querySelector('ws-scene').view.first"), await page.EvaluateAsync<double>("document.querySelector('ws-scene').view.opened"));
    }
}
