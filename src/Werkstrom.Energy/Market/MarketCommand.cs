using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Energy.Market;

/// <summary>The verb <c>market</c>.</summary>
static class MarketCommand
{
    public static Command Make() => new("market", "Day-ahead prices and other market data") { Import() };

    static Command Import()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        Argument<FileInfo> file = new("FILE") { Description = "SMARD (CSV export, prices in ct/kWh with CET/CEST, chart JSON), Energy-Charts, aWATTar, ENTSO-E A44, GrünstromIndex" };
        Option<string?> format = new("--as") { HelpName = "FORMAT", Description = $"{string.Join(", ", MarketFormats.All)}; found by itself" };
        Option<string?> zone = new("--zone") { HelpName = "ZONE", Description = "Zone of the price (DE-LU unless given), region of energy, or postal code of an index" };
        Option<bool> partly = new("--partly") { Description = "Keeps what can be read of a file with faults" };
        Command command = new("import", "Keeps the prices, the index or the energy of a file; all that is wrong is told by line") { file, format, zone, partly, json, data };
        command.SetAction(async (given, stop) =>
        {
            if (given.GetValue(file) is not { Exists: true } found)
            {
                await Console.Error.WriteLineAsync($"There is no file '{given.GetValue(file)}'.");
                return 1;
            }

            await using var server = await LocalServer.ConnectAsync(new DataFolder(given.GetValue(data)!), stop);
            var address = $"api/energy/market/import?file={Uri.EscapeDataString(found.Name)}&as={given.GetValue(format)}&zone={Uri.EscapeDataString(given.GetValue(zone) ?? "")}&partly={given.GetValue(partly)}";
            await using var text = found.OpenRead();
            using StreamContent body = new(text);
            using var answer = await server.Http.PostAsync(address, body, stop);
            var said = await answer.Content.ReadAsStringAsync(stop);
            if (given.GetValue(json))
                Console.WriteLine(said);
            else
                await TellAsync(said, answer.StatusCode, given.GetValue(partly));
            return answer.IsSuccessStatusCode ? 0 : 1;
        });
        return command;
    }

    static async Task TellAsync(string said, HttpStatusCode status, bool partly)
    {
        using var document = JsonDocument.Parse(said);
        var root = document.RootElement;
        if (root.TryGetProperty("errors", out var errors))
        {
            foreach (var error in errors.EnumerateObject().SelectMany(e => e.Value.EnumerateArray()))
                await Console.Error.WriteLineAsync(error.GetString());
            return;
        }

        foreach (var fault in root.GetProperty("faults").EnumerateArray())
            await Console.Error.WriteLineAsync(fault.GetString());
        foreach (var part in root.GetProperty("series").EnumerateArray())
            Console.WriteLine($"{Text(part, "name")}: {Text(part, "values")} quarter-hours ({Text(part, "missing")} missing) from {Text(part, "from")} to {Text(part, "to")}, {Short(part, "least")} to {Short(part, "greatest")}, mean {Short(part, "mean")} {Text(part, "unit")}{(Text(part, "path") is { Length: > 0 } path ? $" → {path}" : ": its zone is not known, left out")}");
        if (status == HttpStatusCode.OK)
            Console.WriteLine($"{Text(root, "days")} days are new or changed.");
        else
            await Console.Error.WriteLineAsync(partly || root.GetProperty("series").GetArrayLength() == 0 ? "Nothing was kept: there is nothing in it that can be read." : "Nothing was kept. Mend the file, or keep what can be read with --partly.");
    }

    static string Text(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : "";

    static string Short(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble().ToString("0.###", CultureInfo.InvariantCulture) : "–";
}
