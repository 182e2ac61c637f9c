using System.CommandLine;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Kernel.Modules;

/// <summary>What several verbs of the command line share.</summary>
public static class CommonOptions
{
    /// <summary><c>--data FOLDER</c>: the data folder; default <c>WERKSTROM_DATA</c> from the environment, else <c>data</c> here.</summary>
    public static Option<string> Data() => new("--data")
    {
        Description = "The data folder",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WERKSTROM_DATA") is { Length: > 0 } folder ? folder : "data",
    };

    /// <summary><c>--json</c>: the answer as JSON, for scripts.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Answer as JSON" };

    /// <summary>A verb that works over the API of the running server, with <c>--data</c>.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="what">What it does, for <c>--help</c>.</param>
    /// <param name="parts">Its arguments and further options.</param>
    /// <param name="run">Gets a client of the server; returns the exit code.</param>
    /// <exception cref="ArgumentException">A part is neither an argument nor an option.</exception>
    public static Command Verb(string name, string what, IEnumerable<Symbol> parts, Func<ParseResult, HttpClient, CancellationToken, Task<int>> run)
    {
        var data = Data();
        Command command = new(name, what) { data };
        foreach (var part in parts)
        {
            switch (part)
            {
                case Argument argument: command.Add(argument); break;
                case Option option: command.Add(option); break;
                default: throw new ArgumentException($"'{part.Name}' is neither an argument nor an option.", nameof(parts));
            }
        }

        command.SetAction(async (given, stop) =>
        {
            await using var server = await LocalServer.ConnectAsync(new DataFolder(given.GetValue(data)!), stop);
            return await run(given, server.Http, stop);
        });
        return command;
    }
}
