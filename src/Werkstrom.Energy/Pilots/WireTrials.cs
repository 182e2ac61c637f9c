using System.Text.Json;
using Werkstrom.Kernel.Trials;
using static Werkstrom.Energy.Pilots.IndexTrials;

namespace Werkstrom.Energy.Pilots;

/// <summary>Tests of how an interface answers: whether, how fast, and in the form that its service documents.</summary>
sealed class WireTrials(PartnerEnds ends)
{
    const int Tries = 20, Shown = 5;

    /// <summary>How many percent of twenty requests are answered.</summary>
    public async Task<TrialAnswer> AvailabilityAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var answers = await ProbeAsync(target, Tries, stop);
        var bad = answers.Where(a => a.Text is null).ToList();
        return new(100.0 * (answers.Count - bad.Count) / answers.Count,
            [Line("wire.asked", answers.Count), .. bad.GroupBy(a => a.Reason).Take(Shown).SelectMany(g => new[] { Line("wire.bad", g.Count()), $"why|{g.Key}" })], "advice.availability");
    }

    /// <summary>The time within which 95 percent of the answers come, ms.</summary>
    public async Task<TrialAnswer> ResponseAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var times = (await ProbeAsync(target, Tries / 2, stop)).Where(a => a.Text is not null).Select(a => a.Took.TotalMilliseconds).Order().ToList();
        return times.Count == 0 ? new(null, ["wire.none"], "advice.reach")
            : new(Math.Round(times[(int)Math.Ceiling(0.95 * times.Count) - 1], 1), [Line("wire.times", times.Count, Math.Round(times[times.Count / 2], 1), Math.Round(times[^1], 1))], "advice.response");
    }

    /// <summary>In how many places the answer of a GrünstromIndex differs from its documented form.</summary>
    public Task<TrialAnswer> GsiAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop) => FormAsync(target, $"/v2.0/gsi/prediction?zip={target.PostalCode}", root =>
    {
        List<string> faults = [];
        if (!root.TryGetProperty("err", out var err) || err.ValueKind != JsonValueKind.False)
            faults.Add(Line("form.field", "err"));
        if (!root.TryGetProperty("location", out var place) || place.ValueKind != JsonValueKind.Object || !place.TryGetProperty("zip", out _))
            faults.Add(Line("form.field", "location.zip"));
        CheckRows(root, "forecast", "epochtime", 3_600, ["epochtime", "eevalue", "gsi", "timeStamp", "iat"], faults);
        return faults;
    }, stop);

    /// <summary>The same of aWATTar.</summary>
    public Task<TrialAnswer> AwattarAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop) => FormAsync(target, "/v1/marketdata", root =>
    {
        List<string> faults = [];
        CheckRows(root, "data", "start_timestamp", 3_600_000, ["start_timestamp", "end_timestamp", "marketprice"], faults);
        return faults;
    }, stop);

    /// <summary>The same of Energy-Charts.</summary>
    public Task<TrialAnswer> EnergyChartsAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop) => FormAsync(target, "/price", root =>
    {
        List<string> faults = [];
        var (times, prices) = (Array(root, "unix_seconds", faults), Array(root, "price", faults));
        if (times.Count != prices.Count)
            faults.Add(Line("form.lengths", times.Count, prices.Count));
        faults.AddRange(prices.Index().Where(p => p.Item.ValueKind != JsonValueKind.Number).Select(p => Line("form.null", p.Index, "price")));
        if (!root.TryGetProperty("unit", out var unit) || unit.ValueKind != JsonValueKind.String)
            faults.Add(Line("form.field", "unit"));
        return faults;
    }, stop);

    async Task<List<EndAnswer>> ProbeAsync(TrialTarget target, int tries, CancellationToken stop)
    {
        List<EndAnswer> answers = [];
        for (var i = 0; i < tries; i++)
            answers.Add(await ends.Of(target).AskAsync("/api/energy/index/keys", stop));
        return answers;
    }

    async Task<TrialAnswer> FormAsync(TrialTarget target, string path, Func<JsonElement, List<string>> check, CancellationToken stop)
    {
        if (path.EndsWith('='))
            return new(null, ["no-postal-code"]);
        var answer = await ends.Of(target).GetAsync(path, stop);
        if (answer.Text is null)
            return new(null, [$"why|{answer.Reason}"], "advice.reach");
        try
        {
            using var document = JsonDocument.Parse(answer.Text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new(1, ["form.object"], "advice.form");
            var faults = check(document.RootElement);
            return new(faults.Count, faults.Count == 0 ? ["form.right"] : [.. faults.Take(Shown)], "advice.form");
        }
        catch (JsonException)
        {
            return new(1, ["form.json"], "advice.form");
        }
    }

    // each promised field is a number, and rows follow one another without a gap
    static void CheckRows(JsonElement root, string list, string time, long step, string[] fields, List<string> faults)
    {
        var rows = Array(root, list, faults);
        if (rows.Count == 0)
            faults.Add(Line("form.empty", list));
        long? before = null;
        foreach (var (i, row) in rows.Index())
        {
            faults.AddRange(fields.Where(f => row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(f, out var value) || value.ValueKind != JsonValueKind.Number).Select(f => Line("form.null", i, f)));
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(time, out var at) || !at.TryGetInt64(out var now))
                continue;
            if (before is { } last && now - last != step)
                faults.Add(Line("form.gap", i));
            before = now;
        }
    }

    static List<JsonElement> Array(JsonElement root, string name, List<string> faults)
    {
        if (root.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array)
            return [.. found.EnumerateArray()];
        faults.Add(Line("form.field", name));
        return [];
    }
}
