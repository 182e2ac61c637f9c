using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>One run of the verb <c>switch</c>. Exit codes: 0 all well, 1 refused or failed, 2 done but for contracts that cannot be switched.</summary>
sealed class SwitchSession(HttpClient http, bool isJson, TextWriter output, TextWriter errors)
{
    const string Path = "api/energy/desk/switches";

    static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Previews, and with <paramref name="isRun"/> does it.</summary>
    public async Task<int> PreviewAsync(SwitchApi.SwitchAsk ask, FileInfo? list, bool isRun, CancellationToken stop)
    {
        if (list is { Exists: false })
            return Fail($"There is no file '{list.FullName}'.");
        if (list is not null)
            ask = ask with { Filter = ask.Filter! with { List = await File.ReadAllTextAsync(list.FullName, stop) } };
        if (await SendAsync(HttpMethod.Post, Path, JsonContent.Create(ask), stop) is not { } begun)
            return 1;
        var id = begun["id"]!.GetValue<long>();
        if (await UntilAsync(id, stop) is not { } seen)
            return 1;
        return isRun && seen["planned"]!.GetValue<int>() > 0 ? await ActAsync(id, "run", stop) : await SayAsync(seen, stop);
    }

    /// <summary>A step of a switch: run, return, discard.</summary>
    public async Task<int> ActAsync(long id, string step, CancellationToken stop) =>
        await SendAsync(HttpMethod.Post, FormattableString.Invariant($"{Path}/{id}/{step}"), null, stop) is null || await UntilAsync(id, stop) is not { } seen ? 1 : await SayAsync(seen, stop);

    /// <summary>How one stands.</summary>
    public async Task<int> ShowAsync(long id, CancellationToken stop) => await GetAsync(id, stop) is { } seen ? await SayAsync(seen, stop) : 1;

    /// <summary>All.</summary>
    public async Task<int> ListAsync(CancellationToken stop)
    {
        if (await SendAsync(HttpMethod.Get, Path, null, stop) is not { } all)
            return 1;
        if (isJson)
        {
            output.WriteLine(all.ToJsonString(Indented));
            return 0;
        }

        foreach (var one in all.AsArray())
            output.WriteLine(Line(one!));
        return 0;
    }

    // waits for the step that runs; null: it failed, and said so
    async Task<JsonNode?> UntilAsync(long id, CancellationToken stop)
    {
        while (await GetAsync(id, stop) is { } seen)
        {
            if (seen["fault"] is { } fault)
            {
                Fail($"Switch {id} did not come to its end: {fault}");
                return null;
            }

            if (Text(seen, "state").ToLowerInvariant() is not ("drafting" or "running" or "returning"))
                return seen;
            await Task.Delay(Pause, stop);
        }

        return null;
    }

    Task<JsonNode?> GetAsync(long id, CancellationToken stop) => SendAsync(HttpMethod.Get, FormattableString.Invariant($"{Path}/{id}"), null, stop);

    async Task<int> SayAsync(JsonNode seen, CancellationToken stop)
    {
        var left = seen["excepted"]!.GetValue<int>() + seen["failed"]!.GetValue<int>();
        if (isJson)
        {
            output.WriteLine(seen.ToJsonString(Indented));
            return left > 0 ? 2 : 0;
        }

        output.WriteLine(Line(seen));
        if (seen["costed"]!.GetValue<int>() is > 0 and var costed)
            output.WriteLine(FormattableString.Invariant($"A year costs {costed} of them {Euros(seen, "centsBefore")} EUR before, {Euros(seen, "centsAfter")} EUR then; {seen["dearer"]} pay more"));
        if (seen["letters"]!.GetValue<int>() is > 0 and var letters)
            output.WriteLine(FormattableString.Invariant($"{letters} are told by letter; addresses are on the page"));
        foreach (var unknown in seen["unknown"]!.AsArray())
            errors.WriteLine($"Nobody has the number {unknown}");
        if (left > 0)
            await ReasonsAsync(seen["id"]!.GetValue<long>(), stop);
        return left > 0 ? 2 : 0;
    }

    // of a thousand at most; the file has all
    async Task ReasonsAsync(long id, CancellationToken stop)
    {
        foreach (var state in (string[])["Excepted", "Failed"])
        {
            if (await SendAsync(HttpMethod.Get, FormattableString.Invariant($"{Path}/{id}/contracts?state={state}&take=1000"), null, stop) is not { } page)
                return;
            foreach (var row in page["contracts"]!.AsArray())
                output.WriteLine($"{Text(row!, "contract")}: {string.Join(' ', row!["faults"]!.AsArray())}");
        }
    }

    static string Line(JsonNode one) =>
        $"Switch {one["id"]}: {Text(one, "state").ToLowerInvariant()}, to {Text(one, "tariff")}; {one["planned"]} can be switched, {one["excepted"]} cannot, {one["kept"]} switched, {one["failed"]} failed, {one["returned"]} taken back";

    static string Euros(JsonNode seen, string name) => (seen[name]!.GetValue<long>() / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    async Task<JsonNode?> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken stop)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative)) { Content = body, Headers = { AcceptLanguage = { new("en") } } }; // as all that the command line says
        using var response = await http.SendAsync(request, stop);
        var text = await response.Content.ReadAsStringAsync(stop);
        if (response.IsSuccessStatusCode)
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text);
        Fail(response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && JsonNode.Parse(text) is { } problem
            ? problem["errors"] is JsonObject fields ? string.Join('\n', fields.SelectMany(f => f.Value!.AsArray()).Select(e => e!.ToString())) : Text(problem, "detail")
            : $"The server answered {(int)response.StatusCode}.");
        return null;
    }

    static string Text(JsonNode node, string name) => node[name]?.ToString() ?? "";

    int Fail(string why)
    {
        errors.WriteLine(why);
        return 1;
    }
}
