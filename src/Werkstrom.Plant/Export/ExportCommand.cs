using System.CommandLine;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Plant.Export;

/// <summary><c>werkstrom export --signal PATH --from --to --format csv|parquet [--out FILE] [--data FOLDER]</c>.</summary>
static class ExportCommand
{
    /// <summary>The verb.</summary>
    public static Command Make()
    {
        Option<string> signal = new("--signal") { Description = "Path of the signal, or a former path", HelpName = "PATH", Required = true };
        Option<string> from = new("--from") { Description = "First instant, ISO 8601, UTC unless it has an offset", HelpName = "INSTANT", Required = true };
        Option<string> to = new("--to") { Description = "First instant after the span", HelpName = "INSTANT", Required = true };
        Option<string> format = new("--format") { Description = "csv or parquet", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "parquet");
        Option<string?> file = new("--out") { Description = "File to write; without it csv goes to the terminal", HelpName = "FILE" };
        var data = CommonOptions.Data();
        Command command = new("export", "Writes the samples of a signal to a file") { signal, from, to, format, file, data };
        command.SetAction((parsed, stop) =>
        {
            var address = $"api/signals/by-path/export?path={Uri.EscapeDataString(parsed.GetValue(signal)!)}"
                + $"&from={Uri.EscapeDataString(parsed.GetValue(from)!)}&to={Uri.EscapeDataString(parsed.GetValue(to)!)}&format={parsed.GetValue(format)}";
            return RunAsync(parsed.GetValue(data)!, address, parsed.GetValue(file), parsed.GetValue(format) == "parquet", stop);
        });
        return command;
    }

    static async Task<int> RunAsync(string data, string address, string? file, bool isBinary, CancellationToken stop)
    {
        if (isBinary && file is null && !Console.IsOutputRedirected)
        {
            await Console.Error.WriteLineAsync("Parquet cannot be shown in the terminal: name a file with --out.");
            return 2;
        }
        await using var server = await LocalServer.ConnectAsync(new DataFolder(data), stop);
        using var answer = await server.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stop);
        if (!answer.IsSuccessStatusCode)
        {
            await Console.Error.WriteLineAsync(await ReasonAsync(answer, stop));
            return 1;
        }
        await using var to = file is null ? Console.OpenStandardOutput() : new FileStream(file, FileMode.Create, FileAccess.Write);
        await answer.Content.CopyToAsync(to, stop);
        if (file is not null)
            await Console.Error.WriteLineAsync($"{file}: {to.Length} bytes");
        return 0;
    }

    static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var problem = await answer.Content.ReadFromJsonAsync<ValidationProblemDetails>(stop);
        var rules = problem?.Errors.SelectMany(input => input.Value).ToList() ?? [];
        return rules.Count > 0 ? string.Join(Environment.NewLine, rules) : problem?.Detail ?? $"The server answered {(int)answer.StatusCode}.";
    }
}
