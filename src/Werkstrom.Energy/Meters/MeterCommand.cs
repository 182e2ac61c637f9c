using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Energy.Meters;

/// <summary>The verb <c>meters import</c>: MSCONS and CSV files, over the API of the running server.</summary>
static class MeterCommand
{
    const int MostReasons = 20;

    static readonly Argument<string[]> Files = new("FILE") { Arity = ArgumentArity.OneOrMore, Description = "MSCONS files, or CSV files (by their ending .csv)" };
    static readonly Option<string> Malo = new("--malo") { HelpName = "ID", Description = "CSV: the delivery point; without it a column malo says" };
    static readonly Option<decimal?> Annual = new("--annual-kwh") { HelpName = "KWH", Description = "CSV: annual consumption, for a load profile in W/MWh" };
    static readonly Option<string> From = new("--from") { HelpName = "DAY", Description = "CSV: first day onto which the rows are laid, whatever year their stamps are of" };

    public static Command Make()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        Command import = new("import", "Take quarter-hours of delivery points from files") { Files, Malo, Annual, From, data, json };
        import.SetAction(async (given, stop) =>
        {
            var files = given.GetValue(Files)!;
            if (Array.Find(files, f => !File.Exists(f)) is { } missing)
                return await FailAsync($"There is no file '{missing}'.");
            await using var server = await LocalServer.ConnectAsync(new DataFolder(given.GetValue(data)!), stop);
            var worst = 0;
            if (!given.GetValue(json))
                Console.WriteLine($"{"quarter-hours",13} {"changed",9} {"kept as is",10} {"points",6}  file");
            foreach (var file in files)
                worst = Math.Max(worst, await SendAsync(server.Http, file, Query(given), given.GetValue(json), stop));
            return worst;
        });
        return new("meters", "Meters of delivery points") { import };
    }

    static string Query(ParseResult given)
    {
        List<string> query = [];
        if (given.GetValue(Malo) is { } malo)
            query.Add($"&malo={Uri.EscapeDataString(malo)}");
        if (given.GetValue(Annual) is { } annual)
            query.Add(string.Create(CultureInfo.InvariantCulture, $"&annualKwh={annual}"));
        if (given.GetValue(From) is { } from)
            query.Add($"&from={Uri.EscapeDataString(from)}");
        return string.Concat(query);
    }

    static async Task<int> SendAsync(HttpClient http, string file, string query, bool isJson, CancellationToken stop)
    {
        await using var content = File.OpenRead(file);
        var isCsv = file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        Uri address = new($"api/energy/meters/{(isCsv ? "csv" : "mscons")}?name={Uri.EscapeDataString(Path.GetFileName(file))}{(isCsv ? query : "")}", UriKind.Relative);
        using StreamContent body = new(content);
        using var answer = await http.PostAsync(address, body, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        if (isJson)
            Console.WriteLine(text);
        using var said = JsonDocument.Parse(text);
        if (!answer.IsSuccessStatusCode)
            return isJson ? 1 : await FailAsync($"{file}: nothing was taken\n{string.Join('\n', Faults(said.RootElement).Distinct().Select(f => "  " + f))}");
        var reasons = said.RootElement.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()).Distinct().ToList();
        if (!isJson)
            await TellAsync(said.RootElement, file, reasons);
        return reasons.Count == 0 ? 0 : 2;
    }

    static async Task TellAsync(JsonElement intake, string file, List<string?> reasons)
    {
        long Count(string name) => intake.GetProperty(name).GetInt64();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count("values"),13} {Count("changed"),9} {Count("refused"),10} {Count("points"),6}  {file}"));
        if (Count("refused") > 0)
            await Console.Error.WriteLineAsync("  Refused is what would replace something better: a value that was made later, or one that was measured by a substitute, or one that was judged wrong by itself.");
        foreach (var reason in reasons.Take(MostReasons))
            await Console.Error.WriteLineAsync($"  {reason}");
        if (reasons.Count > MostReasons)
            await Console.Error.WriteLineAsync($"  and {reasons.Count - MostReasons} more");
        if (reasons.Count > 0)
            await Console.Error.WriteLineAsync($"  What was not taken is kept as letter {intake.GetProperty("letter")}: see Energy, Meters, or GET /api/energy/meters/letters.");
    }

    static IEnumerable<string?> Faults(JsonElement problem) => problem.TryGetProperty("errors", out var errors)
        ? errors.EnumerateObject().SelectMany(e => e.Value.EnumerateArray()).Select(e => e.GetString())
        : [problem.TryGetProperty("detail", out var detail) ? detail.GetString() : problem.ToString()];

    static async Task<int> FailAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 1;
    }
}
