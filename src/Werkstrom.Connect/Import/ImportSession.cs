using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Werkstrom.Connect.Import;

/// <summary>One run of the verb <c>import</c>. Exit codes: 0 all imported, 1 failed, 2 imported but for some rows, 3 not sure enough.</summary>
sealed class ImportSession(HttpClient http, TextWriter output, TextWriter errors, bool isJson, bool isDry, bool isSure, bool isTimeGiven)
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    readonly JsonArray _answers = [];

    public async Task<int> RunAsync(string[] files, string query, CancellationToken stop)
    {
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var worst = 0;
        foreach (var file in files)
            worst = Math.Max(worst, await OneAsync(file, query, stop) switch { 1 => 4, var code => code });
        if (isJson)
            output.WriteLine(_answers.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }));
        return worst == 4 ? 1 : worst;
    }

    async Task<int> OneAsync(string file, string query, CancellationToken stop)
    {
        await using var body = File.OpenRead(file);
        var sent = await http.PostAsync(
            $"api/connect/imports?name={Uri.EscapeDataString(Path.GetFileName(file))}{query}", new StreamContent(body, 128 * 1024), stop);
        var import = await AnswerAsync(sent, file, stop);
        if (import is null)
            return 1;
        var id = import["id"]!.GetValue<string>();
        Show(import);
        var refusal = Refusal(import);
        if (isDry || refusal is not null)
        {
            if (refusal is not null)
                errors.WriteLine(refusal);
            _answers.Add(import.DeepClone());
            await http.DeleteAsync(new Uri($"api/connect/imports/{id}", UriKind.Relative), stop);
            return refusal is null || (isDry && !IsUnreadable(import)) ? 0 : 3;
        }

        using var started = await http.PostAsync($"api/connect/imports/{id}/run", null, stop);
        if (!started.IsSuccessStatusCode)
            return await AnswerAsync(started, file, stop) is null ? 1 : 0;
        return End(await WaitAsync(id, stop));
    }

    /// <summary>Why it is not imported without <c>--yes</c>; null when all that matters is sure.</summary>
    string? Refusal(JsonNode import)
    {
        if (IsUnreadable(import))
            return $"Not imported: {Unreadable(import)}";
        var doubts = import["guesses"]!.AsArray()
            .Where(g => g!["confidence"]!.GetValue<string>() == "unsure" && (g["about"]!.GetValue<string>() is "decimal" || (g["about"]!.GetValue<string>() is "time" && !isTimeGiven)))
            .Select(g => g!["reason"]!.GetValue<string>()).ToList();
        if (import["earlier"] is { } earlier)
            doubts.Add($"This file was imported on {earlier["at"]} ({Count(earlier["samples"]!, "sample")}); importing it again only brings back values that were changed since.");
        return isSure || doubts.Count == 0
            ? null
            : $"Not imported without a yes: {string.Join(' ', doubts)} Say --yes when it is right.";
    }

    static bool IsUnreadable(JsonNode import) => import["check"] is null || import["error"] is not null;

    /// <summary>Why nothing can be read, with the first rows that show it.</summary>
    static string Unreadable(JsonNode import)
    {
        var why = (import["error"]?.GetValue<string>() ?? "the time is not known").TrimEnd('.');
        var rows = import["problems"]!.AsArray().Take(3).Select(p => $"\n  line {p!["line"]}: {p["text"]}");
        return $"{why}. Give --time, or --start and --step.{string.Concat(rows)}";
    }

    void Show(JsonNode import)
    {
        if (isJson)
            return;
        output.WriteLine($"{import["name"]}");
        foreach (var guess in import["guesses"]!.AsArray())
            output.WriteLine($"  {guess!["about"],-12} {guess["confidence"],-7} {guess["reason"]}");
        if (import["check"] is { } check)
        {
            output.WriteLine($"  {Count(check["estimatedRows"]!, "row")}{(check["isWhole"]!.GetValue<bool>() ? "" : " (estimated)")}{(check["first"] is { } first ? $", {first} … {check["last"]}" : "")}");
            if (check["repeatedRows"]!.GetValue<long>() is > 0 and var repeated)
                output.WriteLine($"  {Repeated(repeated)}");
            var signals = check["signals"]!.AsArray();
            foreach (var signal in signals.Take(10))
                output.WriteLine($"  → {signal!["path"]} {signal["unit"]}".TrimEnd());
            if (signals.Count > 10)
                output.WriteLine($"  → and {signals.Count - 10} more");
        }
    }

    int End(JsonNode import)
    {
        _answers.Add(import.DeepClone());
        var (state, bad) = (import["state"]!.GetValue<string>(), import["badRows"]!.GetValue<long>());
        foreach (var problem in import["problems"]!.AsArray().Take(20))
            errors.WriteLine($"  line {problem!["line"]}: {problem["text"]}");
        var error = import["error"]?.GetValue<string>();
        errors.WriteLine(
            $"{import["name"]}: {state}, {Count(import["rows"]!, "row")}, {Count(import["samples"]!, "sample")}, {Count(import["missingCells"]!, "gap")}, {Count(import["badRows"]!, "bad row")}{(error is null ? "" : ": " + error)}");
        if (import["repeatedRows"]!.GetValue<long>() is > 0 and var repeated)
            errors.WriteLine($"  {Repeated(repeated)}");
        return state != "done" ? 1 : bad > 0 || import["problems"]!.AsArray().Count > 0 ? 2 : 0;
    }

    static string Count(JsonNode number, string what) => number.GetValue<long>() is var count && count == 1 ? $"1 {what}" : $"{count} {what}s";

    static string Repeated(long rows) => rows == 1 ? "1 instant stands twice; the last value holds" : $"{rows} instants stand twice; the last value holds";

    async Task<JsonNode> WaitAsync(string id, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(Between);
        var isShown = !Console.IsErrorRedirected;
        while (true)
        {
            var import = (await http.GetFromJsonAsync<JsonNode>($"api/connect/imports/{id}", stop))!;
            if (import["state"]!.GetValue<string>() is not "running")
            {
                if (isShown)
                    errors.Write("\r\u001b[K");
                return import;
            }

            if (isShown && import["progress"] is { } now)
                errors.Write("\r\u001b[K" + Bar(now));
            await beat.WaitForNextTickAsync(stop);
        }
    }

    static string Bar(JsonNode now)
    {
        var done = now["done"]!.GetValue<double>();
        var left = now["secondsLeft"]?.GetValue<double>() is { } seconds ? $", {TimeSpan.FromSeconds(Math.Ceiling(seconds)):g} left" : "";
        var full = (int)Math.Round(done * 30);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', 30 - full)}] {done:P0}, {now["rows"]} rows{left}");
    }

    async Task<JsonNode?> AnswerAsync(HttpResponseMessage answer, string file, CancellationToken stop)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(stop);
            if (answer.IsSuccessStatusCode)
                return JsonNode.Parse(text);
            errors.WriteLine($"{file}: {Detail(text) ?? $"the server answered {(int)answer.StatusCode}"}");
            return null;
        }
    }

    static string? Detail(string text)
    {
        try
        {
            return JsonNode.Parse(text)?["detail"]?.GetValue<string>();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
