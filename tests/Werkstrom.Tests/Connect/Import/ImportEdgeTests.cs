using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Connect.Import;

/// <summary>What people meet: a bad date in a short file, the same file twice, really old data, and whether "done" means that it can be read.</summary>
public sealed class ImportEdgeTests : IAsyncLifetime
{
    readonly Host _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_file_is_a_source_with_its_counts_also_after_a_restart()
    {
        await ImportAsync("time,v\n2024-01-01T00:00:00Z,1\n2024-01-01T00:01:00Z,2\n2024-01-01T00:01:00Z,3\n2024-01-01T00:02:00Z,4\nheute,5\n", "count.csv");
        await ImportAsync("time,v\n2024-01-01T00:02:00Z,6\n2024-01-01T00:03:00Z,7\n", "count.csv");
        var before = await SourceAsync("count.csv");
        Assert.Equal("6 1 6 2", before.Counts); // of the second file one instant was in the store
        Assert.InRange(DateTimeOffset.UtcNow - before.Seen, TimeSpan.Zero, TimeSpan.FromMinutes(5));

        await _host.RestartAsync();
        Assert.Equal(before, await SourceAsync("count.csv"));
    }

    [Fact]
    public async Task Of_four_rows_one_has_a_bad_date_and_the_others_are_stored()
    {
        var import = await ImportAsync("Zeit;Druck\n01.02.2024 10:00;1,5\n01.02.2024 10:15;2,5\ngestern;3,5\n01.02.2024 10:45;4,5\n", "four.csv");

        Assert.Equal((4, 3, 1), (Number(import, "rows"), Number(import, "samples"), Number(import, "badRows")));
        Assert.Equal((double[])[1.5, 2.5, 4.5], await ReadAsync("four/Druck"));
        var time = Guess(import, "time");
        Assert.Equal(("likely", "3 of 4 cells of column \"Zeit\" read as dd.MM.yyyy HH:mm[:ss][.f][ ][z], for example 01.02.2024 10:00; the other rows are refused and named."), time);
        Assert.Equal("gestern;3,5", await LetterAsync());
    }

    [Fact]
    public async Task A_column_with_one_bad_number_is_not_called_sure()
    {
        var import = await ImportAsync("time,v\n2024-01-01T00:00:00Z,1\n2024-01-01T00:01:00Z,zwei\n2024-01-01T00:02:00Z,3\n", "cell.csv");

        Assert.Equal(("likely", "2 of 3 cells are numbers; the others are refused and named."), Guess(import, "column.1"));
        Assert.Equal((double[])[1, 3], await ReadAsync("cell/v"));
    }

    [Fact]
    public async Task Days_above_twelve_prove_the_order_even_when_most_days_are_below()
    {
        // fifteen days of March as Americans write them: as day/month twelve of them would be possible too
        var rows = string.Concat(Enumerable.Range(1, 15).Select(day => $"03/{day:00}/2024 08:00,{day}\n"));
        var import = await ImportAsync("time,v\n" + rows, "march.csv", "&zone=UTC");

        Assert.Equal((15, 0), (Number(import, "samples"), Number(import, "badRows")));
        Assert.Equal("2024-03-15", import["check"]!["last"]!.GetValue<DateTimeOffset>().ToString("yyyy-MM-dd", null));
    }

    [DataFact("nab/data/realKnownCause/machine_temperature_system_failure.csv")]
    public async Task Instants_that_stand_twice_are_told_before_and_after()
    {
        var text = await File.ReadAllTextAsync(SharedData.Path("nab/data/realKnownCause/machine_temperature_system_failure.csv"));
        var import = await ImportAsync(text, "nab.csv");

        Assert.Equal((12, 12, 22_683), (Number(import["check"]!, "repeatedRows"), Number(import, "repeatedRows"), Number(import, "samples")));
        Assert.Contains("12 Zeitpunkte stehen doppelt; es gilt der letzte Wert.", await PageAsync($"import/{import["id"]}"), StringComparison.Ordinal);
        Assert.StartsWith("22695 0 22695 12", (await SourceAsync("nab.csv")).Counts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_content_is_known_again_until_it_was_undone()
    {
        const string Text = "time,v\n2024-01-01T00:00:00Z,1\n2024-01-01T00:01:00Z,2\n";
        var first = await ImportAsync(Text, "once.csv");
        Assert.Null(first["earlier"]);
        var again = await SendAsync(Text, "renamed.csv", "");
        Assert.Equal((first["id"]!.GetValue<string>(), 2), (again["earlier"]!["id"]!.GetValue<string>(), Number(again["earlier"]!, "samples")));
        Assert.Contains("Diese Datei wurde schon importiert", await PageAsync($"import/{again["id"]}"), StringComparison.Ordinal);
        Assert.Null((await SendAsync(Text + "2024-01-01T00:02:00Z,3\n", "once.csv", ""))["earlier"]);

        await StepAsync(first["id"]!.GetValue<string>(), "undo");
        Assert.Null((await SendAsync(Text, "once.csv", ""))["earlier"]);
    }

    [Fact]
    public async Task Done_and_undone_are_said_when_readers_see_it()
    {
        for (var round = 0; round < 5; round++)
        {
            var import = await ImportAsync($"time,v\n2024-01-01T00:00:00Z,{round}\n2024-01-01T00:01:00Z,9\n", $"seen{round}.csv");
            Assert.Equal((double[])[round, 9], await ReadAsync($"seen{round}/v"));
            await StepAsync(import["id"]!.GetValue<string>(), "undo");
            Assert.Empty(await ReadAsync($"seen{round}/v"));
        }
    }

    [Fact]
    public async Task Really_old_data_comes_in_by_file()
    {
        await ImportAsync("time,v\n1961-08-13T00:00:00Z,1\n1970-01-01T00:00:01Z,2\n1985-03-01T00:00:00Z,3\n", "old.csv");

        Assert.Equal((double[])[1, 2, 3], await ReadAsync("old/v"));
    }

    [Fact]
    public async Task Progress_is_streamed_to_its_end()
    {
        var rows = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{1_700_000_000 + i};{i}.5;{i}.25\n"));
        var id = (await SendAsync("unixtime;a;b\n" + rows, "stream.csv", ""))["id"]!.GetValue<string>();
        using var run = await _host.Local.PostAsync($"api/connect/imports/{id}/run", null);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var stream = await _host.Local.GetStringAsync($"api/connect/imports/{id}/progress", limit.Token); // ends with the import

        var steps = stream.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonSerializer.Deserialize<JsonElement>(line[6..])).ToList();
        Assert.True(steps[^1].GetProperty("finished").GetBoolean());
        Assert.All(steps[..^1], step => Assert.False(step.GetProperty("finished").GetBoolean()));
        Assert.Equal("done", (await GetAsync(id))["state"]!.GetValue<string>());
        using var none = await _host.Local.GetAsync(new Uri("api/connect/imports/none/progress", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, none.StatusCode);
    }

    static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();

    static (string, string) Guess(JsonNode import, string about)
    {
        var guess = import["guesses"]!.AsArray().Single(g => g!["about"]!.GetValue<string>() == about)!;
        return (guess["confidence"]!.GetValue<string>(), guess["reason"]!.GetValue<string>());
    }

    /// <summary>Accepted, rejected, late, repeated.</summary>
    async Task<(string Counts, DateTimeOffset Seen)> SourceAsync(string name)
    {
        var sources = (await _host.Local.GetFromJsonAsync<JsonArray>("api/connect/sources"))!;
        var source = sources.Single(s => s!["name"]!.GetValue<string>() == name)!;
        return ($"{source["accepted"]} {source["rejected"]} {source["late"]} {source["duplicates"]}", source["lastSeen"]!.GetValue<DateTimeOffset>());
    }

    async Task<string> LetterAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        JsonArray letters;
        while ((letters = (await _host.Local.GetFromJsonAsync<JsonArray>("api/connect/dead-letters", limit.Token))!).Count == 0)
            await Task.Delay(20, limit.Token);
        return Assert.Single(letters)!["raw"]!.GetValue<string>();
    }

    async Task<string> PageAsync(string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path) { Headers = { { "Accept-Language", "de" }, { "Accept", "text/html" } } };
        using var answer = await _host.Local.SendAsync(request);
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    async Task<JsonNode> ImportAsync(string text, string name, string query = "") =>
        await StepAsync((await SendAsync(text, name, query))["id"]!.GetValue<string>(), "run");

    async Task<JsonNode> SendAsync(string text, string name, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/connect/imports?name={name}{query}") { Content = new StringContent(text) };
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var answer = await _host.Local.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    async Task<JsonNode> StepAsync(string id, string step)
    {
        using (var answer = await _host.Local.PostAsync($"api/connect/imports/{id}/{step}", null))
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        JsonNode import;
        while ((import = await GetAsync(id))["state"]!.GetValue<string>() is "running" or "undoing")
            await Task.Delay(10, limit.Token);
        return import;
    }

    async Task<JsonNode> GetAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/connect/imports/{id}");
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var answer = await _host.Local.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>The values of a signal, read once: what was said to be done must be there.</summary>
    async Task<double[]> ReadAsync(string path)
    {
        Assert.True(_host.Services.GetRequiredService<SignalCatalog>().TryGet(path, out var signal), path);
        var all = new TimeRange(new(1950, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return (await _host.Services.GetRequiredService<SampleQueries>().RawAsync(signal.Id, all, 1_000_000, default)).Values;
    }
}
