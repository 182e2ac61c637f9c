using System.CommandLine;
using System.Text.Json;
using Werkstrom.Kernel.Modules;
using Werkstrom.Ui;

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
        await CheckRoomAsync(http, file, stop);
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

    // said before anything is begun; the server refuses by itself when its own disk is too small
    static async Task CheckRoomAsync(HttpClient http, string file, CancellationToken stop)
    {
        var room = (await http.SendAsync(HttpMethod.Get, "api/setup/backups", null, stop)).GetProperty("room");
        var (size, needed, free) = (room.GetProperty("size").GetInt64(), room.GetProperty("needed").GetInt64(), room.GetProperty("free").GetInt64());
        await Console.Error.WriteLineAsync($"The backup will have about {Format.Bytes(size)}; making it needs {Format.Bytes(needed)} in the data folder, where {Format.Bytes(free)} are free.");
        var here = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).AvailableFreeSpace;
        if (here < size)
            throw new VerbException($"{file} will have about {Format.Bytes(size)}; on that disk {Format.Bytes(here)} are free.");
    }

    static void Show(long done, long total, bool isLast = false)
    {
        if (!Console.IsErrorRedirected && total > 0)
            Console.Error.Write($"\r{100 * done / total,3} %  {Format.Bytes(done)} of {Format.Bytes(total)}        {(isLast ? Environment.NewLine : "")}");
    }

    static async Task WaitAsync(HttpClient http, string name, CancellationToken stop)
    {
        var last = 0L;
        while (true)
        {
            var state = await http.SendAsync(HttpMethod.Get, "api/setup/backups", null, stop);
            if (state.GetProperty("backups").EnumerateArray().Any(b => b.GetProperty("name").GetString() == name))
            {
                Show(last, last, isLast: true);
                return;
            }

            var running = state.GetProperty("running");
            if (running.ValueKind == JsonValueKind.Object)
                Show(running.GetProperty("done").GetInt64(), last = running.GetProperty("total").GetInt64());
            else
                throw new VerbException($"The backup failed: {state.GetProperty("error").GetString()}");
            await Task.Delay(Poll, TimeProvider.System, stop);
        }
    }
}
