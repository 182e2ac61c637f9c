using System.CommandLine;
using Werkstrom.Kernel.Modules;
using Werkstrom.Twins.Import;

namespace Werkstrom.Twins.Check;

/// <summary>The verb <c>aas check</c>: whether files conform to the specification; it needs no server.</summary>
static class CheckServices
{
    static readonly Argument<string[]> Paths = new("path")
    {
        Arity = ArgumentArity.OneOrMore,
        HelpName = "FILE|FOLDER",
        Description = "Files of JSON, XML or AASX, or folders with such files",
    };

    static readonly Option<bool> Tolerant = new("--tolerant") { Description = "Content with files that break rules, as long as something can be read; the faults are told all the same" };

    public static IReadOnlyList<Command> Commands => [Make()];

    static Command Make()
    {
        var json = CommonOptions.Json();
        var check = new Command("check", "Says of each file whether it conforms to the specification (Part 1 V3.0), or what is wrong where; exit code 1 when one does not")
        {
            Paths, Tolerant, json,
        };
        check.SetAction((given, stop) => Task.Run(
            () => new CheckSession(Console.Out, Console.Error, showsProgress: !Console.IsErrorRedirected).Run(
                given.GetValue(Paths)!, given.GetValue(Tolerant), given.GetValue(json), stop),
            stop));
        Command aas = new("aas", "Asset Administration Shells in files") { check };
        foreach (var verb in ImportServices.Verbs)
            aas.Add(verb);
        return aas;
    }
}
