using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Connect.Import;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Connect.Import;

/// <summary>What is remembered for files of one shape, as the verb <c>import</c> tells it: only what a person corrected, and never against the file.</summary>
public sealed class ImportShapeTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task A_decimal_sign_that_one_file_proved_settles_nothing_for_the_next()
    {
        var first = await VerbAsync("shapeA.csv", "Zeitpunkt;Last\n01.05.2026 00:00;1.000,5\n01.05.2026 00:01;1.001,5\n");
        var next = await VerbAsync("shapeB.csv", "Zeitpunkt;Last\n01.06.2026 00:00;1.101\n01.06.2026 00:01;1.102\n");

        Assert.Equal((0, 3), (first.Code, next.Code));
        Assert.Contains("Nothing proves whether . is a decimal sign or stands between thousands.", next.Errors, StringComparison.Ordinal);
        Assert.False(host.Services.GetRequiredService<SignalCatalog>().TryGet("shapeB/Last", out _));
    }

    [Fact]
    public async Task An_order_of_day_and_month_that_one_file_proved_settles_nothing_for_the_next()
    {
        var first = await VerbAsync("dmA.csv", "When;Load\n13/05/2026 00:00;1.5\n14/05/2026 00:00;2.5\n");
        var open = await VerbAsync("dmC.csv", "When;Load\n05/01/2026 00:00;1.5\n05/02/2026 00:00;2.5\n");
        var other = await VerbAsync("dmB.csv", "When;Load\n05/13/2026 00:00;1.5\n05/14/2026 00:00;2.5\n");

        Assert.Equal((0, 3, 0), (first.Code, open.Code, other.Code));
        Assert.Contains("may be day/month or month/day", open.Errors, StringComparison.Ordinal);
        Assert.Contains("dmB.csv: done, 2 rows, 2 samples, 0 gaps, 0 bad rows", other.Errors, StringComparison.Ordinal);
        Assert.Equal([("2026-05-12 22:00:00", 1.5), ("2026-05-13 22:00:00", 2.5)], await ReadAsync("dmB/Load")); // Berlin is at +02:00
    }

    [Fact]
    public async Task An_option_that_was_given_settles_what_the_next_file_leaves_open_and_yields_to_what_a_file_proves()
    {
        var given = await VerbAsync("given.csv", "Day;Load\n05/01/2026 00:00;1.5\n05/02/2026 00:00;2.5\n", "&time=dd/MM/yyyy HH:mm&zone=UTC", isTimeGiven: true);
        var settled = await VerbAsync("settled.csv", "Day;Load\n05/03/2026 00:00;1.5\n05/04/2026 00:00;2.5\n");
        var proved = await VerbAsync("proved.csv", "Day;Load\n05/13/2026 00:00;1.5\n05/14/2026 00:00;2.5\n");

        Assert.Equal((0, 0, 0), (given.Code, settled.Code, proved.Code));
        Assert.Matches(@"time +sure +Read as dd/MM/yyyy HH:mm, as you corrected on \d{4}-\d\d-\d\d for files of this shape\.", settled.Text);
        Assert.Equal([("2026-03-05 00:00:00", 1.5), ("2026-04-05 00:00:00", 2.5)], await ReadAsync("settled/Load"));
        Assert.Matches(@"time +sure +This file reads as MM/dd/yyyy.*\(dd/MM/yyyy HH:mm\) does not fit it and is not applied\.", proved.Text);
        Assert.Equal([("2026-05-13 00:00:00", 1.5), ("2026-05-14 00:00:00", 2.5)], await ReadAsync("proved/Load"));
    }

    [Fact]
    public async Task A_decimal_sign_that_was_corrected_settles_an_open_file_and_yields_to_a_proof()
    {
        var import = await SendAsync("first.csv", "Uhr;Last\n01.05.2026 00:00;1.101\n01.05.2026 00:01;1.102\n");
        (await host.Local.PatchAsJsonAsync($"api/connect/imports/{import["id"]}", new { @decimal = ",", thousands = "." })).EnsureSuccessStatusCode();
        (await host.Local.PostAsync($"api/connect/imports/{import["id"]}/run", null)).EnsureSuccessStatusCode();
        var settled = await VerbAsync("thousands.csv", "Uhr;Last\n01.06.2026 00:00;2.101\n01.06.2026 00:01;2.102\n", "&zone=UTC");
        var proved = await VerbAsync("fractions.csv", "Uhr;Last\n01.07.2026 00:00;2.5\n01.07.2026 00:01;2.102\n", "&zone=UTC");

        Assert.Equal((0, 0), (settled.Code, proved.Code));
        Assert.Matches(@"decimal +sure +Read as ,, as you corrected on ", settled.Text);
        Assert.Equal([("2026-06-01 00:00:00", 2101), ("2026-06-01 00:01:00", 2102)], await ReadAsync("thousands/Last"));
        Assert.Matches(@"decimal +sure +""2\.5"" proves the decimal sign \.; ,, as you corrected on .* is not applied\.", proved.Text);
        Assert.Equal([("2026-07-01 00:00:00", 2.5), ("2026-07-01 00:01:00", 2.102)], await ReadAsync("fractions/Last"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_cannot_be_read_is_told_with_its_reason_also_when_nothing_would_be_imported(bool isDry)
    {
        var told = await VerbAsync("no.csv", "Termin;Wert\n01.05.2026 00:00;1,5\n01.05.2026 00:01;2,5\n", "&time=yyyy-MM-dd HH:mm", isTimeGiven: true, isDry: isDry);

        Assert.Equal(3, told.Code);
        Assert.Contains("Not imported: With these settings not a single value can be read.", told.Errors, StringComparison.Ordinal);
        Assert.Contains("line 2: \"01.05.2026 00:00\" is no time of the pattern", told.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("..", told.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("…", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_assumed_is_not_called_sure_and_a_column_without_header_goes_by_its_number()
    {
        var told = await VerbAsync("plain.csv", "2026-05-01 00:00:00;1;7\n2026-05-01 00:01:00;2;9\n", isDry: true);

        Assert.Equal(0, told.Code);
        Assert.Matches(@"decimal +likely +No fractions in the first rows; \. is assumed\.", told.Text);
        Assert.Contains("Every cell of column \"1\" reads as", told.Text, StringComparison.Ordinal);
    }

    async Task<(int Code, string Text, string Errors)> VerbAsync(string name, string text, string query = "", bool isTimeGiven = false, bool isDry = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(host.Folder, "shapes")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        using StringWriter output = new(CultureInfo.InvariantCulture), errors = new(CultureInfo.InvariantCulture);
        var verb = new ImportSession(host.Local, output, errors, isJson: false, isDry, isSure: false, isTimeGiven);
        var code = await verb.RunAsync([Path.Combine(folder, name)], query, default);
        return (code, $"{output}", $"{errors}");
    }

    async Task<JsonNode> SendAsync(string name, string text)
    {
        using var answer = await host.Local.PostAsync($"api/connect/imports?name={name}", new StringContent(text));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    async Task<(string, double)[]> ReadAsync(string path)
    {
        Assert.True(host.Services.GetRequiredService<SignalCatalog>().TryGet(path, out var signal), path);
        await host.Services.GetRequiredService<SampleStore>().FlushAsync(default);
        var series = await host.Services.GetRequiredService<SampleQueries>().RawAsync(
            signal.Id, new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)), 1_000, default);
        return [.. series.Instants.Select((t, i) => (Reading.Utc(t), series.Values[i]))];
    }
}
