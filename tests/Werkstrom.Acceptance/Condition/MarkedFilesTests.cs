using System.Text.Json;
using Werkstrom.Tests;

namespace Werkstrom.Acceptance.Condition;

/// <summary>Real files in which people marked what was wrong: the program imports them, learns, and has cases there. Marks of NAB (combined_windows.json).</summary>
public sealed class MarkedFilesTests
{
    const string Temperature = "nab/data/realKnownCause/machine_temperature_system_failure.csv";
    const string Bearing = "bearing/ims_test2_10min.csv";

    [DataFact(Temperature)]
    public async Task Machine_temperature_has_a_case_in_each_of_the_four_windows_and_few_others()
    {
        var cases = await CasesAsync(Temperature, all => all.Any(c => c.Since >= At("2014-02-07T14:55")));

        AssertOne(cases, "2013-12-10T06:25", "2013-12-12T05:35");
        AssertOne(cases, "2013-12-15T17:50", "2013-12-17T17:00");
        AssertOne(cases, "2014-01-27T14:20", "2014-01-29T13:30");
        AssertOne(cases, "2014-02-07T14:55", "2014-02-09T14:05");
        Assert.InRange(cases.Count, 4, 12); // in eleven weeks
    }

    [DataFact(Bearing)]
    public async Task Bearing_that_failed_on_the_19th_has_a_case_from_before_the_17th_and_none_in_the_first_half()
    {
        var cases = await CasesAsync(Bearing, all => all.Count > 0);

        var one = Assert.Single(cases);
        Assert.InRange(one.Noticed, At("2004-02-15T20:00"), At("2004-02-17T00:00")); // the test ran from the 12th to the 19th
        Assert.True(one.Certainty > 90, $"certainty {one.Certainty}");
    }

    static void AssertOne(List<Told> cases, string from, string to) => Assert.Contains(cases, c => c.Noticed < At(to) && c.Until > At(from));

    static async Task<List<Told>> CasesAsync(string file, Predicate<List<Told>> areThere)
    {
        await using Running running = new();
        await running.StartAsync();
        using var http = await running.ClientAsync("read");
        var (code, _, error) = await Running.RunAsync("import", SharedData.Path(file), "--data", running.Folder, "--zone", "UTC", "--yes");
        Assert.True(code == 0, error);
        List<Told> last = [];
        return await Waiting.UntilAsync(() => ReadAsync(http), now =>
        {
            var isSettled = areThere(now) && now.SequenceEqual(last);
            last = now;
            return isSettled;
        });
    }

    static async Task<List<Told>> ReadAsync(HttpClient http)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri("/api/condition/cases?state=all&limit=500", UriKind.Relative)));
        return [.. answer.RootElement.GetProperty("cases").EnumerateArray().Select(c => new Told(
            c.GetProperty("since").GetDateTimeOffset(), c.GetProperty("noticedAt").GetDateTimeOffset(), c.GetProperty("until").GetDateTimeOffset(),
            c.GetProperty("certainty").GetDouble()))];
    }

    static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc + "Z", System.Globalization.CultureInfo.InvariantCulture);

    sealed record Told(DateTimeOffset Since, DateTimeOffset Noticed, DateTimeOffset Until, double Certainty);
}
