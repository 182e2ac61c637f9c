using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Connect.Import;

/// <summary>Imports that run on the real host, and how they are taken back.</summary>
public sealed class ImportRunTests : IAsyncLifetime
{
    readonly Host _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Smards_own_export_is_found_again()
    {
        const string Export = """
            Datum von;Datum bis;Biomasse [MWh] Originalauflösungen;Deutschland/Luxemburg [€/MWh] Originalauflösungen
            27.10.2024 01:45;27.10.2024 02:00;1.023,5;85,12
            27.10.2024 02:00;27.10.2024 02:15;1.024,25;-13,5
            27.10.2024 02:00;27.10.2024 02:15;1.026,75;80,43
            27.10.2024 03:00;27.10.2024 03:15;-;79,41
            """;
        var import = await ImportAsync(Export, "Realisierte_Erzeugung_Viertelstunde.csv");

        Assert.Equal(("done", 4L, 7L, 1L, 0L), Counts(import));
        Assert.Equal(
            [("2024-10-26 23:45:00", 1023.5), ("2024-10-27 00:00:00", 1024.25), ("2024-10-27 01:00:00", 1026.75)],
            await ReadAsync("Realisierte_Erzeugung_Viertelstunde/Biomasse", 3));
        Assert.True(Catalog.TryGet("Realisierte_Erzeugung_Viertelstunde/Deutschland_Luxemburg", out var price));
        Assert.Equal((SignalKind.Price, "EUR/MW.h"), (price.Kind, price.Unit));
    }

    [DataFact("nab/data/realKnownCause/machine_temperature_system_failure.csv")]
    public async Task Machine_temperature_is_found_again_without_its_double_instants()
    {
        var path = SharedData.Path("nab/data/realKnownCause/machine_temperature_system_failure.csv");
        var import = await ImportAsync(await File.ReadAllTextAsync(path), "machine.csv");

        Assert.Equal("done", import["state"]!.GetValue<string>());
        Assert.Equal(22_695, import["rows"]!.GetValue<long>());
        var read = await ReadAsync("machine/value", 22_683);
        Assert.Equal(22_683, read.Length);
        Assert.Equal(("2013-12-02 20:15:00", 73.96732207), read[0]);
    }

    [DataFact("cmapss/train_FD001.txt.gz")]
    public async Task Engines_are_found_again_under_their_own_assets()
    {
        var bytes = await File.ReadAllBytesAsync(SharedData.Path("cmapss/train_FD001.txt.gz"));
        var import = await ImportAsync(bytes, "train_FD001.txt.gz", "&into=engines&start=2020-01-01T00:00:00Z&step=3600");

        Assert.Equal(("done", 20_631L, 495_144L, 0L, 0L), Counts(import)); // 20,631 × 24
        Assert.Equal(("2020-01-09 00:00:00", 643.54), (await ReadAsync("engines/1/column 07", 192))[^1]);
        Assert.Equal(("2020-01-09 08:00:00", 23.0522), (await ReadAsync("engines/100/column 26", 200))[^1]);
    }

    [Fact]
    public async Task Undo_brings_back_what_was_there_before_and_deletes_the_rest()
    {
        await ImportAsync("time,v\n2024-01-01T00:00:00Z,1\n2024-01-01T00:01:00Z,2\n", "a.csv", "&into=undo");
        await ReadAsync("undo/v", 2);
        var second = await ImportAsync("time,v\n2024-01-01T00:01:00Z,20\n2024-01-01T00:02:00Z,30\n2024-01-01T00:02:00Z,31\n", "b.csv", "&into=undo");
        await UntilAsync("undo/v", [("2024-01-01 00:00:00", 1), ("2024-01-01 00:01:00", 20), ("2024-01-01 00:02:00", 31)]);

        var undone = await StepAsync(second, "undo");

        Assert.Equal(("undone", 2L, 0L), (undone["state"]!.GetValue<string>(), undone["undoneSamples"]!.GetValue<long>(), undone["keptSamples"]!.GetValue<long>()));
        await UntilAsync("undo/v", [("2024-01-01 00:00:00", 1), ("2024-01-01 00:01:00", 2)]);
    }

    [Fact]
    public async Task Undo_leaves_alone_what_was_changed_since()
    {
        var import = await ImportAsync("time,v\n2024-01-01T00:00:00Z,1\n2024-01-01T00:01:00Z,2\n", "c.csv", "&into=changed");
        Assert.True(Catalog.TryGet("changed/v", out var signal));
        var batch = new SampleBatch();
        batch.Add(signal.Id, Micros.Of(new(2024, 1, 1, 0, 1, 0, TimeSpan.Zero)), 99);
        await _host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
        await UntilAsync("changed/v", [("2024-01-01 00:00:00", 1), ("2024-01-01 00:01:00", 99)]);

        var undone = await StepAsync(import, "undo");

        Assert.Equal((1L, 1L), (undone["undoneSamples"]!.GetValue<long>(), undone["keptSamples"]!.GetValue<long>()));
        await UntilAsync("changed/v", [("2024-01-01 00:01:00", 99)]);
    }

    [Fact]
    public async Task An_import_that_a_restart_cuts_off_goes_on_and_so_does_its_undo()
    {
        var text = new StringBuilder("time;a;b;c;d\n");
        var start = new DateTime(2023, 1, 1);
        for (var i = 0; i < 60_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{start.AddMinutes(i):yyyy-MM-dd HH:mm}Z;{i}.5;{i}.25;{i}.125;{i}.0\n");
        var id = await SendAsync(Encoding.UTF8.GetBytes(text.ToString()), "long.csv", "&into=long");
        await RunAsync(id, "run");
        await _host.RestartAsync();
        var done = await EndAsync(id);
        Assert.Equal(("done", 60_000L, 240_000L, 0L, 0L), Counts(done));
        Assert.Equal(60_000, (await ReadAsync("long/d", 60_000)).Length);

        await RunAsync(id, "undo");
        await _host.RestartAsync();
        var undone = await EndAsync(id);

        Assert.Equal(("undone", 240_000L), (undone["state"]!.GetValue<string>(), undone["undoneSamples"]!.GetValue<long>()));
        await UntilAsync("long/d", []);
        Assert.Empty(Directory.GetFiles(Path.Combine(_host.Folder, "imports")));
    }

    [Fact]
    public async Task Bad_rows_are_named_and_cost_no_other()
    {
        var import = await ImportAsync("time,v\n2024-01-01T00:00:00Z,1\n2024-01-01T00:01:00Z,zwei\nheute,3\n2024-01-01T00:03:00Z,4\n"
            + string.Concat(Enumerable.Range(4, 50).Select(i => $"2024-01-01T00:{i:00}:30Z,5\n")), "bad.csv", "&into=bad&time=yyyy-MM-dd HH:mm:ssz");

        Assert.Equal(("done", 54L, 52L, 0L, 2L), Counts(import));
        Assert.Equal([3L, 4L], import["problems"]!.AsArray().Select(p => p!["line"]!.GetValue<long>()));
        Assert.Equal(52, (await ReadAsync("bad/v", 52)).Length);
    }

    [Theory]
    [InlineData("de", "Zeitmuster", "Dezimalzeichen", "Zu den Dateien", "Anführungszeichen", "Line-Protokoll")]
    [InlineData("en", "time pattern", "decimal sign", "To the files", "double quotes", "Line protocol")]
    public async Task The_advice_for_rows_of_a_file_speaks_of_files(string language, string pattern, string sign, string link, params string[] ofSenders)
    {
        var good = string.Concat(Enumerable.Range(1, 30).Select(i => $"2024-01-01 00:{i:00}:00;{i},5\n"));
        await ImportAsync("time;v\n" + good + "heute;77,5\n2024-03-31 02:30:00;3,5\n2024-01-01 02:00:00;zwei\n", "advice.csv", "&into=advice&zone=Europe/Berlin&time=yyyy-MM-dd HH:mm:ss");
        await LettersAsync(3);
        foreach (var address in (string[])["missing", "missing?reason=time"])
        {
            var page = await MissingAsync(address, language);
            Assert.Contains(pattern, page);
            Assert.Contains(link, page);
            Assert.All(ofSenders, word => Assert.DoesNotContain(word, page));
        }

        Assert.Contains(sign, await MissingAsync("missing?reason=number", language));
        using var _ = await _host.Local.PostAsync("write", new StringContent("m v=1 gestern")); // a sender is told what senders need
        await LettersAsync(4);
        Assert.Contains(ofSenders[1], await MissingAsync("missing?reason=time", language));
    }

    [Fact]
    public async Task What_was_corrected_is_remembered_for_the_next_file_of_this_shape()
    {
        const string Text = "Zeit;Wert\n01.02.2024 10:00;1,5\n01.02.2024 10:15;2,5\n";
        var id = await SendAsync(Encoding.UTF8.GetBytes(Text), "first.csv", "");
        await _host.Local.PatchAsJsonAsync($"api/connect/imports/{id}", new { zone = "UTC", path = "hall/{column}", columns = new[] { new { index = 1, unit = "°C", name = "Temperatur" } } });
        await RunAsync(id, "run");
        await EndAsync(id);

        var next = await GetAsync(await SendAsync(Encoding.UTF8.GetBytes(Text.Replace("2024", "2025")), "second.csv", ""));

        Assert.True(next["isRemembered"]!.GetValue<bool>());
        Assert.Equal("UTC", next["format"]!["time"]!["zone"]!.GetValue<string>());
        var signal = Assert.Single(next["check"]!["signals"]!.AsArray())!;
        Assert.Equal(("hall/Temperatur", "Cel"), (signal["path"]!.GetValue<string>(), signal["unit"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_row_that_was_refused_is_read_again_with_the_format_that_was_mended_since()
    {
        var good = string.Concat(Enumerable.Range(1, 30).Select(i => $"2024-01-01 00:{i:00}:00;{i},5\n"));
        await ImportAsync("time;v\n" + good + "01.01.2024 01:00;77,5\n2024-01-01 02:00:00;zwei\n", "mend.csv", "&into=mend&zone=UTC");
        var letters = await LettersAsync(2);
        Assert.Contains("„01.01.2024 01:00“", letters[1]!["detail"]!.GetValue<string>());
        Assert.Equal(("time", "01.01.2024 01:00;77,5"), (letters[1]!["reason"]!.GetValue<string>(), letters[1]!["raw"]!.GetValue<string>()));
        Assert.Equal((0, 2), await ReplayAsync());

        var id = await SendAsync(Encoding.UTF8.GetBytes("time;v\n01.02.2024 00:01;1,5\n"), "next.csv", "&into=mend&time=dd.MM.yyyy HH:mm&zone=UTC");
        await RunAsync(id, "run");
        await EndAsync(id);
        Assert.Equal((1, 1), await ReplayAsync());

        Assert.Contains(("2024-01-01 01:00:00", 77.5), await ReadAsync("mend/v", 32));
        var left = Assert.Single(await LettersAsync(1));
        Assert.Equal("„2024-01-01 02:00:00“ ist keine Zeit nach dem Muster (Spalte „time“).", left!["detail"]!.GetValue<string>());
        using var request = new HttpRequestMessage(HttpMethod.Get, "missing") { Headers = { { "Accept-Language", "de" }, { "Accept", "text/html" } } };
        using var page = await _host.Local.SendAsync(request);
        Assert.Contains("„2024-01-01 02:00:00“", System.Net.WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()));
        Assert.Contains("dead-letters.replay", await _host.Local.GetStringAsync("api/setup/audit"));
    }

    [Fact]
    public async Task Values_in_another_unit_of_the_same_dimension_are_converted_and_others_refused()
    {
        await ImportAsync("time,P [kW]\n2024-01-01T00:00:00Z,1.5\n", "kw.csv", "&into=unit");
        var watts = await ImportAsync("time,P [W]\n2024-01-01T00:01:00Z,2500\n", "w.csv", "&into=unit");
        var bars = await ImportAsync("time,P [bar]\n2024-01-01T00:02:00Z,3\n", "bar.csv", "&into=unit");

        Assert.Empty(watts["problems"]!.AsArray());
        Assert.Equal([("2024-01-01 00:00:00", 1.5), ("2024-01-01 00:01:00", 2.5)], await ReadAsync("unit/P", 2));
        Assert.Contains("bar ≠ kW", Assert.Single(bars["problems"]!.AsArray())!["text"]!.GetValue<string>());
        Assert.Equal(0, bars["samples"]!.GetValue<long>());
        await StepAsync(watts, "undo");
        await UntilAsync("unit/P", [("2024-01-01 00:00:00", 1.5)]);
    }

    [Fact]
    public async Task Proposals_that_nobody_ran_are_swept_after_a_day()
    {
        var old = Path.Combine(_host.Folder, "tmp", "import-0123456789abcdef.upload");
        await File.WriteAllTextAsync(old, "left over");
        File.SetLastWriteTimeUtc(old, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var kept = await SendAsync(Encoding.UTF8.GetBytes("time,v\n2024-01-01T00:00:00Z,1\n"), "kept.csv", "");
        await _host.RestartAsync();
        await ImportAsync("time,v\n2024-01-01T00:00:00Z,1\n", "after.csv", ""); // the worker sweeps before it works

        Assert.False(File.Exists(old));
        Assert.Equal("proposed", (await GetAsync(kept))["state"]!.GetValue<string>());
    }

    async Task<string> MissingAsync(string address, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Language", language }, { "Accept", "text/html" } } };
        using var page = await _host.Local.SendAsync(request);
        return System.Net.WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
    }

    async Task<(int, int)> ReplayAsync()
    {
        using var answer = await _host.Local.PostAsync("api/connect/dead-letters/replay", null);
        var replayed = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return (replayed["stored"]!.GetValue<int>(), replayed["refused"]!.GetValue<int>());
    }

    async Task<JsonArray> LettersAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var letters = (await _host.Local.GetFromJsonAsync<JsonArray>("api/connect/dead-letters", limit.Token))!;
            if (letters.Count == count)
                return letters;
            await Task.Delay(20, limit.Token);
        }
    }

    SignalCatalog Catalog => _host.Services.GetRequiredService<SignalCatalog>();

    static (string, long, long, long, long) Counts(JsonNode import) => (
        import["state"]!.GetValue<string>(), import["rows"]!.GetValue<long>(), import["samples"]!.GetValue<long>(),
        import["missingCells"]!.GetValue<long>(), import["badRows"]!.GetValue<long>());

    Task<JsonNode> ImportAsync(string text, string name, string query = "") => ImportAsync(Encoding.UTF8.GetBytes(text), name, query);

    async Task<JsonNode> ImportAsync(byte[] bytes, string name, string query)
    {
        var id = await SendAsync(bytes, name, query);
        await RunAsync(id, "run");
        return await EndAsync(id);
    }

    async Task<string> SendAsync(byte[] bytes, string name, string query)
    {
        using var answer = await _host.Local.PostAsync($"api/connect/imports?name={Uri.EscapeDataString(name)}{query}", new ByteArrayContent(bytes));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
    }

    async Task RunAsync(string id, string step)
    {
        using var answer = await _host.Local.PostAsync($"api/connect/imports/{id}/{step}", null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    async Task<JsonNode> StepAsync(JsonNode import, string step)
    {
        await RunAsync(import["id"]!.GetValue<string>(), step);
        return await EndAsync(import["id"]!.GetValue<string>());
    }

    async Task<JsonNode> GetAsync(string id) => (await _host.Local.GetFromJsonAsync<JsonNode>($"api/connect/imports/{id}"))!;

    async Task<JsonNode> EndAsync(string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
        {
            var import = await GetAsync(id);
            if (import["state"]!.GetValue<string>() is not ("running" or "undoing"))
                return import;
            await Task.Delay(50, limit.Token);
        }
    }

    async Task UntilAsync(string path, (string, double)[] wanted) => Assert.Equal(wanted, await ReadAsync(path, wanted.Length, wanted));

    /// <summary>Reads a signal until it has as many samples as wanted: queries see what is durable a moment later.</summary>
    async Task<(string, double)[]> ReadAsync(string path, int count, (string, double)[]? wanted = null)
    {
        Assert.True(Catalog.TryGet(path, out var signal), path);
        var queries = _host.Services.GetRequiredService<SampleQueries>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var series = await queries.RawAsync(signal.Id, new(new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)), 1_000_000, default);
            (string, double)[] read = [.. series.Instants.Select((t, i) => (Reading.Utc(t), series.Values[i]))];
            if ((read.Length == count && (wanted is null || read.SequenceEqual(wanted))) || limit.IsCancellationRequested)
                return read;
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
