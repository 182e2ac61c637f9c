using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Werkstrom.Energy.Index;

/// <summary>One run of the verb <c>index</c>. Exit codes: 0 all well, 1 refused or failed, 2 done but for something that is said.</summary>
sealed class IndexSession(HttpClient http, string region, bool isJson, TextWriter output, TextWriter errors)
{
    static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    string Path => $"api/energy/index/{Uri.EscapeDataString(region)}";

    /// <summary>Imports files.</summary>
    public async Task<int> ImportAsync(string[] files, string? name, string? zone, string? installed, CancellationToken stop)
    {
        if (Array.Find(files, f => !File.Exists(f)) is { } missing)
            return Fail($"There is no file '{missing}'.");
        if ((name is not null || zone is not null) && await SendAsync(HttpMethod.Put, Path, JsonContent.Create(new RegionWish(name, zone, null, null, null)), stop) is null)
            return 1;
        var worst = 0;
        foreach (var file in files)
        {
            using StringContent body = new(await File.ReadAllTextAsync(file, stop));
            var answer = await SendAsync(
                HttpMethod.Post, $"{Path}/import?file={Uri.EscapeDataString(System.IO.Path.GetFileName(file))}&installed={Uri.EscapeDataString(installed ?? "")}", body, stop);
            worst = Math.Max(worst, answer is null ? 1 : Show(file, answer));
        }

        return worst;
    }

    /// <summary>Freezes days.</summary>
    public async Task<int> FreezeAsync(string? from, string? to, CancellationToken stop)
    {
        if (await SendAsync(HttpMethod.Post, $"{Path}/freeze?from={from}&to={to}", null, stop) is not { } answer)
            return 1;
        var days = answer.AsArray();
        int Count(string state) => days.Count(d => Text(d!, "state") == state);
        if (isJson)
        {
            output.WriteLine(answer.ToJsonString(Indented));
        }
        else
        {
            output.WriteLine($"{Count("frozen")} days frozen, {Count("already")} were frozen already, {Count("missing")} are not frozen");
            foreach (var day in days.Where(d => Text(d!, "state") == "missing"))
                output.WriteLine($"{Text(day!, "day")}: {Text(day!, "why")}");
        }

        return Count("missing") > 0 ? 2 : 0;
    }

    /// <summary>Forecasts past days.</summary>
    public async Task<int> ForecastAsync(string? from, string? to, CancellationToken stop)
    {
        if (await SendAsync(HttpMethod.Post, $"{Path}/forecast?from={from}&to={to}", null, stop) is not { } answer)
            return 1;
        output.WriteLine(isJson ? answer.ToJsonString(Indented) : $"{answer} days forecast as they would have been at 18:00 the day before");
        return 0;
    }

    /// <summary>Verifies the region.</summary>
    public async Task<int> VerifyAsync(CancellationToken stop)
    {
        if (await SendAsync(HttpMethod.Get, $"{Path}/verify", null, stop) is not { } answer)
            return 1;
        var faults = answer["faults"]!.AsArray();
        if (isJson)
        {
            output.WriteLine(answer.ToJsonString(Indented));
            return faults.Count > 0 ? 2 : 0;
        }

        output.WriteLine($"{answer["frozen"]} frozen days with {answer["quarterHours"]} values computed again, {answer["inputs"]} days of inputs hashed: {(faults.Count == 0 ? "all as signed" : $"{faults.Count} faults")}");
        foreach (var fault in faults)
            output.WriteLine($"{Text(fault!, "day")} breaks {Text(fault!, "rule")}: {Text(fault!, "text")}");
        if (answer["tip"] is { } tip)
            output.WriteLine($"Hash of the last day: {tip}");
        return faults.Count > 0 ? 2 : 0;
    }

    int Show(string file, JsonNode answer)
    {
        var faults = answer["faults"]!.AsArray();
        if (isJson)
        {
            output.WriteLine(answer.ToJsonString(Indented));
            return faults.Count > 0 ? 2 : 0;
        }

        output.WriteLine($"{file}: {Text(answer, "kind")}, {Text(answer, "from")} to {Text(answer, "to")}, inputs of {answer["days"]} days are new");
        foreach (var row in answer["rows"]!.AsArray())
            output.WriteLine($"  {Text(row!, "series")} from {Text(row!, "columns")}: {row!["values"]} values, {row["missing"]} missing, {row["days"]} days new");
        if (answer["leftOut"]!.AsArray() is { Count: > 0 } left)
            output.WriteLine($"  left out: {string.Join(", ", left)}");
        foreach (var fault in faults)
            errors.WriteLine($"  {fault}");
        return faults.Count == 0 ? 0 : answer["rows"]!.AsArray().Count > 0 ? 2 : 1;
    }

    async Task<JsonNode?> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken stop)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative)) { Content = body };
        using var response = await http.SendAsync(request, stop);
        var text = await response.Content.ReadAsStringAsync(stop);
        if (response.IsSuccessStatusCode)
            return JsonNode.Parse(text);
        Fail(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound && JsonNode.Parse(text) is { } problem
            ? problem["errors"] is JsonObject fields ? string.Join('\n', fields.SelectMany(f => f.Value!.AsArray()).Select(e => e!.ToString())) : Text(problem, "detail")
            : $"The server answered {(int)response.StatusCode}.");
        return null;
    }

    int Fail(string why)
    {
        errors.WriteLine(why);
        return 1;
    }

    static string Text(JsonNode node, string name) => node[name]?.ToString() ?? "";
}
