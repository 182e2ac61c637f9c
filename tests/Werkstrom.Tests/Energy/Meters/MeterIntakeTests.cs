using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Contracts;

namespace Werkstrom.Tests.Energy.Meters;

/// <summary>Messages and files become quarter-hours; what cannot be taken waits with its reason.</summary>
public sealed class MeterIntakeTests(Host host) : IClassFixture<Host>
{
    const string Supplier = "9900000000019";
    const string Operator = "9900000000026";
    static readonly DateTimeOffset Made = new(2024, 11, 1, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_unknown_delivery_point_is_kept_with_its_reason_and_taken_when_it_is_known()
    {
        const string Malo = "10000000017";
        var autumn = GermanTime.Day(new(2024, 10, 27));
        var text = Message(Malo, autumn.First, [.. Enumerable.Range(0, 100)], Made);

        var first = await SendAsync(text);
        Assert.Equal(0, first.GetProperty("changed").GetInt32());
        Assert.Contains($"{Malo} is not known here", first.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        var letter = first.GetProperty("letter").GetInt64();

        using (var set = await host.Local.PatchAsJsonAsync($"api/energy/meters/{Malo}", new { fuseAmperes = 63 }))
            Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        using var again = await host.Local.PostAsync($"api/energy/meters/letters/{letter}/again", null);
        Assert.Equal(100, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("changed").GetInt32());
        Assert.DoesNotContain(await LettersAsync(), id => id == letter);

        Assert.Equal((0, 0), Counts(await SendAsync(text))); // the same again
        var load = await LoadAsync(Malo, "2024-10-27");
        Assert.Equal(Enumerable.Range(0, 100), load.GetProperty("wh").EnumerateArray().Select(w => w.GetInt32()));
        Assert.Equal(1, load.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_message_that_comes_late_does_not_replace_a_newer_one()
    {
        const string Malo = "10000000025";
        await KnowAsync(Malo);
        var day = GermanTime.Day(new(2024, 5, 6));
        Assert.Equal((1, 0), Counts(await SendAsync(Message(Malo, day.First, [70], Made.AddDays(1)))));
        Assert.Equal((0, 1), Counts(await SendAsync(Message(Malo, day.First, [50], Made))));
        Assert.Equal(70, (await LoadAsync(Malo, "2024-05-06")).GetProperty("wh")[0].GetInt32());
    }

    [Fact]
    public async Task Every_read_is_noted_with_who_when_which_and_what_for()
    {
        const string Malo = "51238696781";
        await KnowAsync(Malo);
        await LoadAsync(Malo, "2024-01-15", "complaint 12");

        var rows = (await host.Local.GetFromJsonAsync<JsonElement>($"api/setup/audit?entity=energy_delivery_point&key={Malo}&action=meters.read")).ToString();
        Assert.Contains("complaint 12", rows, StringComparison.Ordinal);
        Assert.Contains("2024-01-14T23:00", rows, StringComparison.Ordinal);
        Assert.Contains("local", rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_messages_tell_all_that_is_wrong_and_good_ones_beside_them_are_taken()
    {
        const string Malo = "10000000017";
        await KnowAsync(Malo);
        var day = GermanTime.Day(new(2023, 5, 6));
        var text = System.Text.Encoding.Latin1.GetString(Message(Malo, day.First, [1, 2, 3, 4], Made)).Replace("QTY+220:0.002'", "QTY+220:zwei'", StringComparison.Ordinal);
        var answer = await SendAsync(System.Text.Encoding.Latin1.GetBytes(text));

        Assert.True(answer.GetProperty("reasons").GetArrayLength() >= 2, answer.ToString());
        Assert.Contains("zwei", answer.ToString(), StringComparison.Ordinal);
        using var empty = await host.Local.PostAsync("api/energy/meters/mscons", new ByteArrayContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
    }

    [Fact]
    public async Task A_file_with_faults_is_refused_wholly_with_all_of_them()
    {
        const string Csv = "time;kWh\n2024-01-01T00:00:00+01:00;0,123\n2024-01-01 00:15;1\n2024-01-01T00:20:00+01:00;1\n2024-01-01T00:30:00+01:00;0,0001\n2024-01-01T00:45:00+01:00;x\n";
        using var answer = await host.Local.PostAsync("api/energy/meters/csv?malo=10000000033", new StringContent(Csv));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        foreach (var expected in (string[])["line 3: '2024-01-01 00:15' is no stamp with offset", "line 4", "line 5", "line 6"])
            Assert.Contains(expected, text.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_a_file_for_unknown_delivery_points_wait_whole_with_the_reason_and_the_others_are_taken()
    {
        const string Known = "10000000075";
        await KnowAsync(Known);
        var unknown = MarketIds.DeliveryPoint(1_000_000_777);
        var csv = $"time;malo;Wh\n2024-01-01T00:00:00+01:00;{Known};100\n2024-01-01T00:00:00+01:00;{unknown};200\n2024-01-01T00:15:00+01:00;{unknown};300\n";
        using var sent = await host.Local.PostAsync("api/energy/meters/csv?name=two.csv", new StringContent(csv));
        var answer = await sent.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((1, 1), (answer.GetProperty("points").GetInt32(), answer.GetProperty("changed").GetInt32()));
        Assert.StartsWith($"{unknown} is not known here", answer.GetProperty("reasons").EnumerateArray().Single().GetString(), StringComparison.Ordinal);
        var letter = answer.GetProperty("letter").GetInt64();

        await KnowAsync(unknown);
        using var again = await host.Local.PostAsync($"api/energy/meters/letters/{letter}/again", null);
        Assert.Equal(2, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("changed").GetInt32());
        Assert.DoesNotContain(await LettersAsync(), id => id == letter);
        Assert.Equal([200, 300], (await LoadAsync(unknown, "2024-01-01")).GetProperty("wh").EnumerateArray().Take(2).Select(w => w.GetInt32()));
    }

    [Fact]
    public async Task What_is_dated_in_the_future_is_refused_with_its_reason_and_kept()
    {
        const string Malo = "10000000083";
        await KnowAsync(Malo);
        var day = GermanTime.Day(new(2024, 5, 6));

        var made = await SendAsync(Message(Malo, day.First, [1], DateTimeOffset.UtcNow.AddDays(30)));
        Assert.Contains("which is still to come", made.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        var measured = await SendAsync(Message(Malo, GermanTime.Day(new(2090, 5, 6)).First, [1, 2], Made));
        Assert.Contains("2 quarter-hours are still to come, the first at 2090-05-05 22:00Z", measured.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains(await LettersAsync(), id => id == measured.GetProperty("letter").GetInt64());
        using var file = await host.Local.PostAsync($"api/energy/meters/csv?malo={Malo}", new StringContent("time;Wh\n2090-01-01T00:00:00+01:00;1\n"));
        Assert.Equal(HttpStatusCode.BadRequest, file.StatusCode);
        Assert.Equal((1, 0), Counts(await SendAsync(Message(Malo, day.First, [70], Made)))); // nothing of it stands in the way
    }

    [Fact]
    public async Task Who_may_read_sees_the_list_and_is_told_what_quarter_hours_need()
    {
        using var made = await host.Local.PostAsJsonAsync("api/setup/tokens", new { name = $"reader-{Guid.NewGuid():n}", scopes = "read" });
        using HttpClient reader = new() { BaseAddress = host.Address };
        reader.DefaultRequestHeaders.Authorization = new("Bearer", (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString());

        using var list = await reader.GetAsync("api/energy/meters");
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        using var values = await reader.GetAsync("api/energy/meters/10000000017?from=2024-01-01&to=2024-01-02");
        Assert.Equal(HttpStatusCode.Forbidden, values.StatusCode);
        Assert.Contains("a token with the scope engineer", await values.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_register_reading_is_spread_by_the_contract_s_profile_and_a_true_value_replaces_it()
    {
        const string Malo = "10000000041";
        await ContractAsync(Malo, "SLP-1", "H25", 3_000_000);
        await ReadingAsync(Malo, "2023-12-31T23:00:00Z", 1_000);
        await ReadingAsync(Malo, "2024-01-31T23:00:00Z", 1_310.5m);

        var january = await LoadAsync(Malo, "2024-01-01", "test", "2024-02-01");
        Assert.Equal(310_500, january.GetProperty("wh").EnumerateArray().Sum(w => w.GetInt32()));
        Assert.All(january.GetProperty("ways").EnumerateArray(), w => Assert.Equal(1, w.GetInt32())); // Read
        Assert.Equal(1_310.5m, january.GetProperty("readings")[1].GetProperty("kwh").GetDecimal());

        Assert.Equal((1, 0), Counts(await SendAsync(Message(Malo, GermanTime.Day(new(2024, 1, 1)).First, [7], Made))));
        Assert.Equal(0, (await LoadAsync(Malo, "2024-01-01")).GetProperty("ways")[0].GetInt32()); // Measured
        using var back = await host.Local.PostAsJsonAsync($"api/energy/meters/{Malo}/readings", new { at = "2024-02-29T23:00:00Z", kwh = 1_200 });
        Assert.Contains("goes back", await back.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gaps_get_marked_substitutes_until_the_true_value_comes()
    {
        const string Malo = "10000000059";
        await ContractAsync(Malo, "QH-1", null, 3_500_000);
        var days = GermanTime.Between(new(2024, 5, 6), new(2024, 5, 8));
        int[] wh = [.. Enumerable.Range(0, 192).Select(i => 100 + (i % 96))];
        await SendAsync(Message(Malo, days.First, wh[..100], Made));
        await SendAsync(Message(Malo, days.First + 102, wh[102..], Made));

        using var closed = await host.Local.PostAsync($"api/energy/meters/{Malo}/close?from=2024-05-06&to=2024-05-08", null);
        Assert.Equal("{\"changed\":2,\"missing\":0}", await closed.Content.ReadAsStringAsync());
        var load = await LoadAsync(Malo, "2024-05-07");
        Assert.Equal([103, 104, 105], load.GetProperty("wh").EnumerateArray().Skip(3).Take(3).Select(w => w.GetInt32())); // a straight line from 103 to 106
        Assert.Equal([0, 3, 3, 0], load.GetProperty("ways").EnumerateArray().Skip(3).Take(4).Select(w => w.GetInt32())); // Interpolated
        Assert.Equal((2, 0), Counts(await SendAsync(Message(Malo, days.First + 100, [500, 600], Made))));
        Assert.Equal(500, (await LoadAsync(Malo, "2024-05-07")).GetProperty("wh")[4].GetInt32());
    }

    [Fact]
    public async Task What_is_stored_goes_out_as_MSCONS_and_comes_back_the_same()
    {
        const string Malo = "10000000067";
        await KnowAsync(Malo);
        var year = GermanTime.Year(2024);
        await SendAsync(Message(Malo, year.First, [.. Enumerable.Range(0, year.Count).Select(i => i % 777)], Made));

        var text = await host.Local.GetByteArrayAsync($"api/energy/meters/mscons?malo={Malo}&from=2024-01-01&to=2025-01-01&sender={Supplier}&receiver={Operator}");
        var read = MsconsReader.Read(text);

        Assert.Empty(read.Faults);
        Assert.Equal((12, 35_136), (read.Messages.Count, read.ValueCount));
        Assert.Equal(Enumerable.Range(0, year.Count).Sum(i => (long)(i % 777)), read.Messages.Sum(m => m.Places.Sum(p => p.Series.Sum(s => s.Values.Sum(v => v.Thousandths)))));
    }

    async Task KnowAsync(string malo)
    {
        using var set = await host.Local.PatchAsJsonAsync($"api/energy/meters/{malo}", new { });
        Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
    }

    Task ContractAsync(string malo, string number, string? profile, long annual) => BareContracts.AddAsync(
        host.Services, new(0, number, "K-1", malo, 0, "flat", new(new HolidayCalendar(GermanState.BY), "to-100000", "example"), profile, annual, GermanTime.Year(2023).First, null, null, 0));

    async Task ReadingAsync(string malo, string at, decimal kwh)
    {
        using var kept = await host.Local.PostAsJsonAsync($"api/energy/meters/{malo}/readings", new { at, kwh, note = "customer" });
        Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync());
    }

    async Task<JsonElement> SendAsync(byte[] text)
    {
        using var answer = await host.Local.PostAsync("api/energy/meters/mscons?name=test.edi", new ByteArrayContent(text));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    async Task<JsonElement> LoadAsync(string malo, string from, string purpose = "test", string? to = null) => await host.Local.GetFromJsonAsync<JsonElement>(
        $"api/energy/meters/{malo}?from={from}&to={to ?? DateOnly.Parse(from, null).AddDays(1).ToString("O", null)}&purpose={Uri.EscapeDataString(purpose)}");

    async Task<List<long>> LettersAsync() => [.. (await host.Local.GetFromJsonAsync<JsonElement>("api/energy/meters/letters")).EnumerateArray().Select(l => l.GetProperty("id").GetInt64())];

    static (int Changed, int Refused) Counts(JsonElement answer) => (answer.GetProperty("changed").GetInt32(), answer.GetProperty("refused").GetInt32());

    static byte[] Message(string malo, int first, int[] wh, DateTimeOffset made) => new MsconsOrder(Operator, Supplier, "T1", made).Write([new(malo, "1-1:1.29.0", first, wh)]);
}
