using System.CommandLine;

namespace Werkstrom.Kernel.Modules;

/// <summary>Options that several verbs of the command line share.</summary>
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
}
