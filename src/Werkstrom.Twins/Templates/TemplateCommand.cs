using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Twins.Templates;

/// <summary>The verb <c>aas templates</c>: lists the templates of submodels; <c>aas templates import FILE…</c> takes more in.</summary>
static class TemplateCommand
{
    const int ShownMended = 3;

    public static Command Make()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        Command command = new("templates", "Lists the templates of submodels that were imported") { json, data };
        command.SetAction(async (given, stop) =>
        {
            await using var server = await LocalServer.ConnectAsync(new DataFolder(given.GetValue(data)!), stop);
            var said = await server.Http.GetStringAsync("api/twins/templates", stop);
            if (given.GetValue(json))
                Console.WriteLine(said);
            else
                TellAll(said);
            return 0;
        });
        command.Add(Import());
        return command;
    }

    static Command Import()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        Argument<FileInfo[]> files = new("FILE") { Arity = ArgumentArity.OneOrMore, Description = "JSON, XML or AASX with submodels of the kind Template" };
        Command command = new("import", "Takes the templates of files in, each file whole or not at all; exit code 1 when one is refused") { files, json, data };
        command.SetAction(async (given, stop) =>
        {
            await using var server = await LocalServer.ConnectAsync(new DataFolder(given.GetValue(data)!), stop);
            var refused = 0;
            foreach (var file in given.GetValue(files)!)
                refused += await ImportAsync(server.Http, file, given.GetValue(json), stop) ? 0 : 1;
            return refused == 0 ? 0 : 1;
        });
        return command;
    }

    static async Task<bool> ImportAsync(HttpClient http, FileInfo file, bool asJson, CancellationToken stop)
    {
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no file '{file}'.");
            return false;
        }

        await using var content = file.OpenRead();
        using StreamContent body = new(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await http.PostAsync("api/twins/templates", body, stop);
        var said = await answer.Content.ReadAsStringAsync(stop);
        if (asJson)
            Console.WriteLine(said);
        else
            Tell(file.Name, said, answer.IsSuccessStatusCode);
        return answer.IsSuccessStatusCode;
    }

    static void Tell(string file, string said, bool isTaken)
    {
        using var document = JsonDocument.Parse(said);
        var root = document.RootElement;
        if (isTaken)
        {
            var mended = root.GetProperty("mended");
            foreach (var one in mended.EnumerateArray().Take(ShownMended))
                Console.WriteLine($"{file}: mended: {one.GetString()}");
            if (mended.GetArrayLength() > ShownMended)
                Console.WriteLine($"{file}: mended: {mended.GetArrayLength() - ShownMended} more; --json names all of them");
            foreach (var id in root.GetProperty("templates").EnumerateArray())
                Console.WriteLine($"{file}: {id.GetString()}");
        }
        else if (root.TryGetProperty("errors", out var errors))
        {
            foreach (var error in errors.EnumerateObject().SelectMany(e => e.Value.EnumerateArray()))
                Console.Error.WriteLine($"{file}: {error.GetString()}");
        }
        else
        {
            Console.Error.WriteLine($"{file}: {(root.TryGetProperty("detail", out var detail) ? detail.GetString() : said)}");
        }
    }

    static void TellAll(string said)
    {
        using var document = JsonDocument.Parse(said);
        foreach (var one in document.RootElement.EnumerateArray())
            Console.WriteLine($"{one.GetProperty("edition").GetString() ?? "–",-6} {one.GetProperty("idShort").GetString(),-32} {one.GetProperty("id").GetString()}");
    }
}
