using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Twins.Api;

namespace Werkstrom.Twins.Import;

/// <summary>The verb <c>aas export</c>: the shells of the plant with all that belongs to them as one file; the same content gives the same bytes.</summary>
static class ExportCommand
{
    static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".aasx"] = "application/asset-administration-shell-package+xml",
        [".json"] = "application/json",
        [".xml"] = "application/xml",
    };

    public static Command Make()
    {
        var data = CommonOptions.Data();
        Argument<string> file = new("FILE") { Description = "File to write; its name says as what: .aasx (with the files that elements name), .json or .xml" };
        file.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } name && !Types.ContainsKey(Path.GetExtension(name)))
                result.AddError($"'{name}' does not end in {string.Join(", ", Types.Keys)}.");
        });
        Option<string[]> shells = new("--shell") { HelpName = "ID", Description = "Only this shell with its submodels; more than once for several" };
        Command command = new("export", "Writes all shells, submodels and concept descriptions, or some shells with theirs, to a file") { file, shells, data };
        command.SetAction((given, stop) => RunAsync(given.GetValue(data)!, given.GetValue(file)!, given.GetValue(shells) ?? [], stop));
        return command;
    }

    static async Task<int> RunAsync(string data, string file, string[] shells, CancellationToken stop)
    {
        await using var server = await LocalServer.ConnectAsync(new DataFolder(data), stop);
        var which = shells.Length == 0 ? "" : "?aasIds=" + string.Join(',', shells.Select(AasCall.Encode));
        using HttpRequestMessage request = new(HttpMethod.Get, "api/v3.0/serialization" + which);
        request.Headers.Accept.Add(new(Types[Path.GetExtension(file)]));
        using var answer = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (!answer.IsSuccessStatusCode)
        {
            await Console.Error.WriteLineAsync(Reasons(await answer.Content.ReadAsStringAsync(stop)));
            return 1;
        }

        var length = await WriteAsync(answer, file, stop);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {length:N0} bytes"));
        return 0;
    }

    /// <summary>A file that is there already stays as it is until the new one is whole.</summary>
    static async Task<long> WriteAsync(HttpResponseMessage answer, string file, CancellationToken stop)
    {
        var part = file + ".part";
        try
        {
            long length;
            await using (FileStream to = new(part, FileMode.Create, FileAccess.Write))
            {
                await answer.Content.CopyToAsync(to, stop);
                length = to.Length;
            }

            File.Move(part, file, overwrite: true);
            return length;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    static string Reasons(string said)
    {
        using var document = JsonDocument.Parse(said);
        return string.Join(System.Environment.NewLine, document.RootElement.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString()));
    }
}
