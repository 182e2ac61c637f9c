using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Twins.Import;

/// <summary>The verbs <c>aas import</c> and <c>aas undo</c>.</summary>
static class ImportCommand
{
    public static Command Import()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        Argument<FileInfo> file = new("FILE") { Description = "AASX, JSON or XML; what it is, its content says" };
        Option<bool> preview = new("--preview") { Description = "Only says what would come in" };
        Option<bool> replace = new("--replace") { Description = "Puts what comes in the place of what is here" };
        Option<bool> tolerant = new("--tolerant") { Description = "Takes what can be taken of a file that breaks rules; all that is mended or left out is told" };
        Command command = new("import", "Takes the shells, submodels and concept descriptions of a file in, all or nothing") { file, preview, replace, tolerant, json, data };
        command.SetAction(async (given, stop) =>
        {
            if (given.GetValue(file) is not { Exists: true } found)
            {
                await Console.Error.WriteLineAsync($"There is no file '{given.GetValue(file)}'.");
                return 1;
            }

            await using var server = await LocalServer.ConnectAsync(new DataFolder(given.GetValue(data)!), stop);
            await using var content = found.OpenRead();
            using StreamContent body = new(content);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var address = $"api/twins/imports?file={Uri.EscapeDataString(found.Name)}&preview={given.GetValue(preview)}&replace={given.GetValue(replace)}&tolerant={given.GetValue(tolerant)}";
            using var answer = await server.Http.PostAsync(address, body, stop);
            return await TellAsync(answer, given.GetValue(json), TellImport, stop);
        });
        return command;
    }

    public static Command Undo()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        Argument<string> id = new("ID") { Description = "Number of the import, as 'aas import' told it" };
        Option<bool> force = new("--force") { Description = "Also what was changed since; those changes are lost" };
        Command command = new("undo", "Takes an import back: what was new goes, what was replaced is as before") { id, force, json, data };
        command.SetAction(async (given, stop) =>
        {
            await using var server = await LocalServer.ConnectAsync(new DataFolder(given.GetValue(data)!), stop);
            using var answer = await server.Http.PostAsync($"api/twins/imports/{Uri.EscapeDataString(given.GetValue(id)!)}/undo?force={given.GetValue(force)}", null, stop);
            return await TellAsync(answer, given.GetValue(json), TellUndo, stop);
        });
        return command;
    }

    static async Task<int> TellAsync(HttpResponseMessage answer, bool asJson, Action<JsonElement> tell, CancellationToken stop)
    {
        var said = await answer.Content.ReadAsStringAsync(stop);
        if (asJson)
        {
            Console.WriteLine(said);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }

        using var document = JsonDocument.Parse(said);
        var root = document.RootElement;
        if (answer.IsSuccessStatusCode)
            tell(root);
        else
            TellRefusal(root);
        return answer.IsSuccessStatusCode ? 0 : 1;
    }

    static void TellRefusal(JsonElement root)
    {
        if (root.TryGetProperty("errors", out var errors))
        {
            foreach (var error in errors.EnumerateObject().SelectMany(e => e.Value.EnumerateArray()))
                Console.Error.WriteLine(error.GetString());
            Console.Error.WriteLine("Nothing was taken in.");
        }
        else if (root.TryGetProperty("changed", out var changed))
        {
            foreach (var id in changed.EnumerateArray())
                Console.Error.WriteLine($"changed since: {id.GetString()}");
            Console.Error.WriteLine("Nothing was taken back; with --force it is, and those changes are lost.");
        }
        else
        {
            Console.Error.WriteLine(root.TryGetProperty("detail", out var detail) ? detail.GetString() : root.ToString());
        }
    }

    static void TellImport(JsonElement root)
    {
        foreach (var (list, word) in new[] { ("faults", "fault"), ("mended", "mended"), ("leftOut", "left out") })
        {
            foreach (var text in root.GetProperty(list).EnumerateArray())
                Console.WriteLine($"{word}: {text.GetString()}");
        }

        foreach (var item in root.GetProperty("items").EnumerateArray())
            Console.WriteLine($"{item.GetProperty("fate").GetString()!.ToLowerInvariant(),-6} {item.GetProperty("kind").GetString()!.ToLowerInvariant(),-8} {item.GetProperty("id").GetString()}");
        Console.WriteLine(root.GetProperty("import").GetString() is { } id ? $"Taken in. Back again: aas undo {id}" : "Nothing was taken in: this is a preview.");
    }

    static void TellUndo(JsonElement root) => Console.WriteLine($"{root.GetProperty("removed")} removed, {root.GetProperty("restored")} as before.");
}
