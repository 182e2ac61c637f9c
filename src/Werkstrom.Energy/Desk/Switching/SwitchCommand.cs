using System.CommandLine;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>The verb <c>switch</c>: many customers get another tariff at a date, over the API of the running server. It previews; nothing is changed without <c>--run</c> or <c>switch run</c>.</summary>
static class SwitchCommand
{
    static readonly Argument<string> Tariff = new("TARIFF") { Description = "Key of the new tariff" };
    static readonly Argument<long> Id = new("SWITCH") { Description = "Number of the switch" };
    static readonly Option<string> From = new("--from") { HelpName = "DAY", Description = "First day with it, for example 2027-01-01", Required = true };
    static readonly Option<string> Reason = new("--reason") { HelpName = "REASON", Description = "agreed (default), prices or basic: by it the law says how long before customers must know" };
    static readonly Option<string> Words = new("--words") { HelpName = "TEXT", Description = "What customers are told; needed for prices and basic" };
    static readonly Option<string> Old = new("--tariff") { HelpName = "KEY", Description = "Only who has this tariff" };
    static readonly Option<string> Postcode = new("--postcode") { HelpName = "DIGITS", Description = "Only postal codes that begin so" };
    static readonly Option<string> Profile = new("--profile") { HelpName = "PROFILE", Description = "Only this load profile; measured: without one" };
    static readonly Option<FileInfo> List = new("--list") { HelpName = "FILE", Description = "Only contracts or customers whose numbers stand in the file, separated by blanks, commas or lines" };
    static readonly Option<bool> Run = new("--run") { Description = "Also does it, where anybody can be switched" };

    public static Command Make() => new("switch", "Give many customers another tariff at a date")
    {
        Verb("preview", "Find out who can be switched, who cannot and why, and what it costs; with --run it is done then", [Tariff, From, Reason, Words, Old, Postcode, Profile, List, Run], (given, session, stop) =>
            session.PreviewAsync(
                new(
                    given.GetValue(Tariff), given.GetValue(From), given.GetValue(Reason), given.GetValue(Words), new(given.GetValue(Old), given.GetValue(Postcode), given.GetValue(Profile), null)),
                given.GetValue(List), given.GetValue(Run), stop)),
        Verb("run", "Change the contracts of a preview and tell the customers", [Id], (given, session, stop) => session.ActAsync(given.GetValue(Id), "run", stop)),
        Verb("return", "Take a switch back before its date", [Id], (given, session, stop) => session.ActAsync(given.GetValue(Id), "return", stop)),
        Verb("discard", "Throw a preview away", [Id], (given, session, stop) => session.ActAsync(given.GetValue(Id), "discard", stop)),
        Verb("show", "How a switch stands", [Id], (given, session, stop) => session.ShowAsync(given.GetValue(Id), stop)),
        Verb("list", "Switches, the newest first", [], (_, session, stop) => session.ListAsync(stop)),
    };

    static Command Verb(string name, string what, Symbol[] parts, Func<ParseResult, SwitchSession, CancellationToken, Task<int>> run)
    {
        var json = CommonOptions.Json();
        return CommonOptions.Verb(name, what, [json, .. parts], (given, http, stop) => run(given, new(http, given.GetValue(json), Console.Out, Console.Error), stop));
    }
}
