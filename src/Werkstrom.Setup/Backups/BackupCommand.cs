using System.CommandLine;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Setup.Backups;

/// <summary>The verbs <c>backup</c> and <c>restore</c>.</summary>
static class BackupCommand
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    public static Command Backup()
    {
        var data = CommonOptions.Data();
        Argument<string> file = new("FILE") { Description = "The file to write, for example werkstrom.tar" };
        Command command = new("backup", "Saves everything into one file, also while the server runs") { file, data };
        command.SetAction((parsed, stop) => Verb.RunAsync(parsed.GetValue(data)!, http => SaveAsync(http, parsed.GetValue(file)!, stop), stop));
        return command;
    }

    public static Command Restore()
    {
        var data = CommonOptions.Data();
        Argument<string> file = new("FILE") { Description = "A file that 'backup' wrote" };
        Command command = new("restore", "Makes a data folder from a backup; the folder must be empty or not there") { file, data };
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                var manifest = await BackupReader.RestoreAsync(parsed.GetValue(file)!, parsed.GetValue(data)!, stop);
                Console.WriteLine($"Restored {manifest.Entries.Count} files of {manifest.At:u} into {Path.GetFullPath(parsed.GetValue(data)!)}.");
                if (!manifest.HasRegistry)
                    Console.WriteLine("The registry was on PostgreSQL: restore it with pg_restore from your pg_dump.");
                return 0;
            }
            catch (Exception e) when (e is VerbException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return command;
    }

    static async Task SaveAsync(HttpClient http, string file, CancellationToken stop)
    {
        if (File.Exists(file))
            throw new VerbException($"{file} is there already; it is not overwritten.");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw new VerbException($"The folder {folder} is not there.");
        var started = await http.SendAsync(HttpMethod.Post, "api/setup/backups", null, stop);
        var name = started.GetProperty("name").GetString()!;
        await WaitAsync(http, name, stop);
        var draft = file + ".part";
        try
        {
            await using (var from = await http.GetStreamAsync($"api/setup/backups/{name}", stop))
            await using (var to = new FileStream(draft, BackupWriter.Private(FileMode.Create)))
            {
                await from.CopyToAsync(to, stop);
                to.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: false);
        }
        finally
        {
            File.Delete(draft);
            await http.SendAsync(HttpMethod.Delete, $"api/setup/backups/{name}", null, CancellationToken.None); // it is here now, or not wanted
        }

        Console.WriteLine($"{file}: {new FileInfo(file).Length} bytes");
    }

    static async Task WaitAsync(HttpClient http, string name, CancellationToken stop)
    {
        while (true)
        {
            var state = await http.SendAsync(HttpMethod.Get, "api/setup/backups", null, stop);
            if (state.GetProperty("backups").EnumerateArray().Any(b => b.GetProperty("name").GetString() == name))
                return;
            if (state.GetProperty("step").GetString() is null)
                throw new VerbException($"The backup failed: {state.GetProperty("error").GetString()}");
            await Task.Delay(Poll, TimeProvider.System, stop);
        }
    }
}
