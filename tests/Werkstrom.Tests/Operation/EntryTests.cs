using System.Diagnostics;

namespace Werkstrom.Tests.Operation;

/// <summary>The entry <c>./werk</c>, called from elsewhere: what it would start stands in a program that only says where and with what it was started.</summary>
public sealed class EntryTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("ws-entry-").FullName;

    string Place => Path.Combine(_root, "here");

    string Caller => Path.Combine(_root, "elsewhere");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("rul --train x.csv", "{0}|{1}/data|{2}/artifacts/bin/Werkstrom/release/werkstrom.dll rul --train x.csv")]
    [InlineData("serve --data own", "{0}|{1}/data|{2}/artifacts/bin/Werkstrom/release/werkstrom.dll serve --data own")]
    [InlineData("demo", "{0}|{1}/data|{2}/artifacts/bin/Werkstrom/release/werkstrom.dll demo --data {2}/artifacts/demo")]
    [InlineData("bench condition nab --data nab", "{0}|{1}/data|{2}/artifacts/bin/Werkstrom.Bench/release/Werkstrom.Bench.dll condition nab --data nab")]
    public async Task Paths_on_the_command_line_are_those_of_who_calls_and_the_data_folder_stays(string line, string expected) =>
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, Caller, Place, Place), await RunAsync(line));

    [Fact]
    public async Task A_data_folder_that_is_named_by_the_environment_is_left_as_it_is() =>
        Assert.StartsWith($"{Caller}|mine|", await RunAsync("token list", "mine"), StringComparison.Ordinal);

    async Task<string> RunAsync(string line, string? data = null)
    {
        var tools = Path.Combine(_root, "tools");
        Array.ForEach([Caller, tools, Path.Combine(Place, "artifacts/bin/Werkstrom/release")], folder => Directory.CreateDirectory(folder));
        await File.WriteAllTextAsync(Path.Combine(Place, "artifacts/bin/Werkstrom/release/werkstrom.dll"), "");
        File.Copy(Path.Combine(Repository(), "werk"), Path.Combine(Place, "werk"), overwrite: true);
        Tool("dotnet", "[ \"$1\" = build ] || echo \"$PWD|$WERKSTROM_DATA|$*\"");
        Tool("node", "echo 22");
        Tool("npm", "true");
        ProcessStartInfo start = new("bash", [Path.Combine(Place, "werk"), .. line.Split(' ')]) { WorkingDirectory = Caller, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["WERKSTROM_DATA"] = data ?? "";
        using var running = Process.Start(start)!;
        return (await running.StandardOutput.ReadToEndAsync()).TrimEnd();

        void Tool(string name, string body)
        {
            var path = Path.Combine(tools, name);
            File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Werkstrom.slnx")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
        return folder;
    }
}
