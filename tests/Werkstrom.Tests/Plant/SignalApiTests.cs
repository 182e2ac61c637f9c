using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Plant;

public sealed class SignalApiTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Start = PlantData.Start;

    [Fact]
    public async Task Given_three_samples_When_they_are_asked_for_Then_they_come_as_they_were_sent()
    {
        var signal = await host.SignalAsync("api/ofen/temperatur");
        await host.WriteAsync(signal, Start, 20.5, 21, 22.25);

        var page = await GetAsync($"api/signals/{signal.Id}/samples?from=2026-03-01T00:00:00Z&to=2026-03-01T00:02:00Z");

        Assert.Equal(
            """{"samples":[{"at":"2026-03-01T00:00:00Z","value":20.5,"quality":192},{"at":"2026-03-01T00:01:00Z","value":21,"quality":192}],"next":null}""",
            page.GetRawText());
    }

    [Fact]
    public async Task Given_a_limit_When_pages_are_followed_Then_no_sample_is_lost_or_twice()
    {
        var signal = await host.SignalAsync("api/ofen/seiten");
        await host.WriteAsync(signal, Start, 1, 2, 3, 4, 5);
        List<double> values = [];
        string? cursor = null;
        do
        {
            var page = await GetAsync($"api/signals/{signal.Id}/samples?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&limit=2&cursor={cursor}");
            values.AddRange(page.GetProperty("samples").EnumerateArray().Select(sample => sample.GetProperty("value").GetDouble()));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        Assert.Equal([1, 2, 3, 4, 5], values);
    }

    [Fact]
    public async Task Given_pixels_When_samples_are_asked_for_Then_they_come_in_columns()
    {
        var signal = await host.SignalAsync("api/ofen/bild");
        await host.WriteAsync(signal, Start, 1, 2);
        var chart = await GetAsync($"api/signals/{signal.Id}/samples?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&pixels=500");
        Assert.Equal("""{"id":ID,"path":"api/ofen/bild","title":null,"unit":"Cel","kind":"measurement"}""".Replace("ID", $"{signal.Id}", StringComparison.Ordinal),
            chart.GetProperty("signal").GetRawText());
        Assert.Equal("[1772323200000,1772323260000]", chart.GetProperty("t").GetRawText());
        Assert.Equal("[1,2]", chart.GetProperty("v").GetRawText());
        Assert.Equal("[]", chart.GetProperty("gaps").GetRawText());
        Assert.False(chart.GetProperty("reduced").GetBoolean());
    }

    [Fact]
    public async Task Given_everything_wrong_When_samples_are_asked_for_Then_everything_is_said_at_once()
    {
        var signal = await host.SignalAsync("api/ofen/falsch");
        using var answer = await host.Local.GetAsync($"api/signals/{signal.Id}/samples?from=gestern&pixels=20000&limit=0");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["from", "to", "pixels", "limit"], errors.EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task A_signal_that_is_not_there_is_404_with_its_number()
    {
        using var answer = await host.Local.GetAsync("api/signals/999999/samples?from=2026-03-01&to=2026-03-02");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("999999", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_hours_across_the_spring_change_When_days_are_asked_for_Then_the_day_has_23_hours()
    {
        var signal = await host.SignalAsync("api/ofen/sommerzeit");
        var from = new DateTimeOffset(2026, 3, 28, 23, 0, 0, TimeSpan.Zero); // 29 March 2026, 00:00 in Berlin
        for (var hour = 0; hour < 24; hour++)
            await host.WriteAsync(signal, from.AddHours(hour), hour);
        var days = await GetAsync($"api/signals/{signal.Id}/buckets?from=2026-03-28T23:00:00Z&to=2026-03-30T22:00:00Z&every=P1D&zone=Europe/Berlin");
        Assert.Equal([23, 1], days.GetProperty("buckets").EnumerateArray().Select(bucket => bucket.GetProperty("n").GetInt32()));
    }

    [Fact]
    public async Task Given_instants_When_values_as_of_them_are_asked_for_Then_the_last_one_before_holds()
    {
        var signal = await host.SignalAsync("api/ofen/stand");
        await host.WriteAsync(signal, Start, 7, 8);
        int[] signals = [signal.Id];
        string[] instants = ["2026-02-28T23:59:59Z", "2026-03-01T00:00:30Z", "2026-03-01T12:00:00Z"];
        using var answer = await host.Local.PostAsJsonAsync("api/signals/as-of", new { signals, instants });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("[null,7,8]", body.GetProperty("columns")[0].GetProperty("values").GetRawText());
    }

    [Fact]
    public async Task Given_a_rename_When_the_former_path_is_used_Then_it_still_finds_and_accepts()
    {
        var signal = await host.SignalAsync("api/fräse/drehzahl");
        await host.WriteAsync(signal, Start, 100);
        using var moved = await host.Local.PostAsJsonAsync($"api/signals/{signal.Id}/move", new { name = "Spindeldrehzahl" });
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);

        await host.WriteAsync(await host.SignalAsync("api/fräse/drehzahl"), Start.AddMinutes(1), 200);

        var page = await GetAsync("api/signals/by-path/samples?path=api/fr%C3%A4se/Spindeldrehzahl&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z");
        Assert.Equal([100, 200], page.GetProperty("samples").EnumerateArray().Select(sample => sample.GetProperty("value").GetDouble()));
        Assert.Equal("api/fräse/Spindeldrehzahl", (await GetAsync("api/signals/by-path?path=api/fr%C3%A4se/drehzahl")).GetProperty("path").GetString());
    }

    [Fact]
    public async Task Given_another_unit_When_it_is_converted_Then_values_and_limits_are_shown_in_it()
    {
        var signal = await host.SignalAsync("api/ofen/kelvin");
        await host.WriteAsync(signal, Start, 20);
        await PatchAsync(signal, new { limits = new { highAlarm = 100.0 } });
        var changed = await PatchAsync(signal, new { unit = "K", unitMode = "convert" });
        Assert.Equal(373.15, changed.GetProperty("limits").GetProperty("highAlarm").GetDouble(), 9);
        var page = await GetAsync($"api/signals/{signal.Id}/samples?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z");
        Assert.Equal(293.15, page.GetProperty("samples")[0].GetProperty("value").GetDouble(), 9);
    }

    [Fact]
    public async Task Given_a_wrong_unit_When_it_is_corrected_Then_the_numbers_stay()
    {
        var signal = await host.SignalAsync("api/ofen/druck", unit: "Cel");
        await host.WriteAsync(signal, Start, 5);
        await PatchAsync(signal, new { unit = "bar", unitMode = "relabel" });
        var page = await GetAsync($"api/signals/{signal.Id}/samples?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z");
        Assert.Equal(5, page.GetProperty("samples")[0].GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task A_change_with_several_faults_names_all_of_them()
    {
        var signal = await host.SignalAsync("api/ofen/fehler");
        using var answer = await host.Local.PatchAsJsonAsync($"api/signals/{signal.Id}", new
        {
            unit = "furlong per fortnight",
            expectedInterval = "soon",
            retentionDays = -1,
            limits = new { lowAlarm = 5.0, highAlarm = 1.0 },
        });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["unit", "unitMode", "limits", "expectedInterval", "retentionDays"], errors.EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Given_two_signals_When_one_is_merged_Then_its_number_and_its_samples_are_the_others()
    {
        var (from, into) = (await host.SignalAsync("api/alt/strom", unit: "A"), await host.SignalAsync("api/neu/strom", unit: "A"));
        await host.WriteAsync(from, Start, 1);
        await host.WriteAsync(into, Start.AddMinutes(1), 2);
        using var merged = await host.Local.PostAsJsonAsync($"api/signals/{from.Id}/merge", new { into = into.Id });
        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        var page = await GetAsync($"api/signals/{from.Id}/samples?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z");
        Assert.Equal([1, 2], page.GetProperty("samples").EnumerateArray().Select(sample => sample.GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task Signals_are_found_by_words_and_given_page_by_page()
    {
        await host.SignalAsync("api/hydraulik aggregat/öltemperatur");
        await host.SignalAsync("api/hydraulik aggregat/öldruck");
        await host.SignalAsync("api/hydraulik aggregat/ölstand");
        var first = await GetAsync("api/signals?search=hydraulik%20oel&limit=2");
        var second = await GetAsync($"api/signals?search=hydraulik%20oel&limit=2&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(2, first.GetProperty("signals").GetArrayLength());
        Assert.Equal(1, second.GetProperty("signals").GetArrayLength());
        Assert.Null(second.GetProperty("next").GetString());
    }

    [Fact]
    public async Task Without_credentials_nothing_is_told()
    {
        using var http = host.Anonymous();
        using var answer = await http.GetAsync("api/signals");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_that_may_only_read_changes_nothing()
    {
        var signal = await host.SignalAsync("api/ofen/rechte");
        using var http = await host.TokenClientAsync(Scopes.Read);
        using var read = await http.GetAsync($"api/signals/{signal.Id}");
        using var change = await http.PatchAsJsonAsync($"api/signals/{signal.Id}", new { title = "Meins" });
        using var note = await http.PostAsJsonAsync("api/events", new { kind = "test.note", text = "x" });
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (read.StatusCode, change.StatusCode, note.StatusCode));
    }

    [Fact]
    public async Task Given_samples_When_they_are_exported_Then_CSV_has_them_all()
    {
        var signal = await host.SignalAsync("api/ofen/export");
        await host.WriteAsync(signal, Start, 1.5, -2);
        Assert.Equal("at,value,quality\r\n2026-03-01T00:00:00Z,1.5,192\r\n2026-03-01T00:01:00Z,-2,192\r\n",
            (await host.Local.GetStringAsync($"api/signals/{signal.Id}/export?from=2026-03-01&to=2026-03-02")).ReplaceLineEndings("\r\n"));
        Assert.Contains("01.03.2026 01:00:00;1,5;192",
            await host.Local.GetStringAsync($"api/signals/{signal.Id}/export?from=2026-03-01&to=2026-03-02&style=german"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_samples_When_they_are_exported_as_Parquet_Then_the_file_is_one()
    {
        var signal = await host.SignalAsync("api/ofen/parquet");
        await host.WriteAsync(signal, Start, 1.5, -2);
        var bytes = await host.Local.GetByteArrayAsync($"api/signals/{signal.Id}/export?from=2026-03-01&to=2026-03-02&format=parquet");
        Assert.Equal("PAR1"u8, bytes.AsSpan(0, 4));
        Assert.Equal("PAR1"u8, bytes.AsSpan(bytes.Length - 4));
        Assert.Empty(Directory.GetFiles(Path.Combine(host.Folder, "tmp"), "export-*"));
    }

    async Task<JsonElement> GetAsync(string address)
    {
        using var answer = await host.Local.GetAsync(address);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    async Task<JsonElement> PatchAsync(Signal signal, object change)
    {
        using var answer = await host.Local.PatchAsJsonAsync($"api/signals/{signal.Id}", change);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
