using System.CommandLine;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Energy.Index;

/// <summary>The verb <c>index</c>: the green index over the API of the running server.</summary>
static class IndexCommand
{
    static readonly Argument<string[]> Files = new("FILE") { Arity = ArgumentArity.OneOrMore, Description = "SMARD's German CSV, hours of the zone as CSV, or a register of plants" };
    static readonly Option<string> Region = new("--region") { HelpName = "CODE", Description = "Code of the region, for example LU", Required = true };
    static readonly Option<string> Named = new("--name") { HelpName = "NAME", Description = "Name of the region; makes it when there is none" };
    static readonly Option<string> Zone = new("--zone") { HelpName = "ZONE", Description = "Zone of the exchange; default that of the configuration" };
    static readonly Option<string> Installed = new("--installed") { HelpName = "KW", Description = "wind=KW,solar=KW: the file is the generation of the zone, kept as capacity factors" };
    static readonly Option<string> From = new("--from") { HelpName = "DAY", Description = "First German day, for example 2024-07-01; default tomorrow" };
    static readonly Option<string> To = new("--to") { HelpName = "DAY", Description = "Last day; default the first" };

    public static Command Make() => new("index", "The green index of a region: import, forecast, freeze, verify")
    {
        Verb("import", "Take files into a region; it is made when --name is given", [Files, Named, Zone, Installed], (given, session, stop) =>
            session.ImportAsync(given.GetValue(Files)!, given.GetValue(Named), given.GetValue(Zone), given.GetValue(Installed), stop)),
        Verb("freeze", "Freeze days: tomorrow from its forecast, past ones from measured values, marked as made afterwards", [From, To], (given, session, stop) =>
            session.FreezeAsync(given.GetValue(From), given.GetValue(To), stop)),
        Verb("forecast", "Forecast past days as they would have been at 18:00 the day before, to judge the forecast", [From, To], (given, session, stop) =>
            session.ForecastAsync(given.GetValue(From), given.GetValue(To), stop)),
        Verb("verify", "Compute every frozen day again from what is kept; says which day breaks which rule", [], (_, session, stop) => session.VerifyAsync(stop)),
    };

    static Command Verb(string name, string what, Symbol[] parts, Func<ParseResult, IndexSession, CancellationToken, Task<int>> run)
    {
        var json = CommonOptions.Json();
        return CommonOptions.Verb(name, what, [Region, json, .. parts], (given, http, stop) => run(given, new(http, given.GetValue(Region)!, given.GetValue(json), Console.Out, Console.Error), stop));
    }
}
