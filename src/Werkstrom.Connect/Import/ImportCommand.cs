using System.CommandLine;
using System.Globalization;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Connect.Import;

/// <summary>The verb <c>import</c>: files to signals, over the API of the running server.</summary>
static class ImportCommand
{
    static readonly Argument<string[]> Files = new("FILE") { Arity = ArgumentArity.OneOrMore, Description = "CSV files, also packed with gzip" };
    static readonly Option<string> Into = new("--into") { HelpName = "PATH", Description = "Folder of the tree, or a template with {file} {column} {asset} {tag}" };
    static readonly Option<string> Format = new("--format") { HelpName = "NAME", Description = "What was corrected under this name; without it what was corrected for files of this shape" };
    static readonly Option<string> Time = new("--time") { HelpName = "PATTERN", Description = "Pattern of the stamps, for example \"dd.MM.yyyy HH:mm[:ss]\"" };
    static readonly Option<string> Zone = new("--zone") { HelpName = "ZONE", Description = "Zone of stamps without offset, for example Europe/Berlin, UTC or +01:00" };
    static readonly Option<string> Start = new("--start") { HelpName = "INSTANT", Description = "For a cycle counter: the instant of count 0, for example 2020-01-01T00:00Z" };
    static readonly Option<string> Step = new("--step") { HelpName = "SPAN", Description = "For a cycle counter: from one count to the next, for example 1h, 15min, 0.5s" };
    static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show what would be imported, and import nothing" };
    static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Import also when a guess is not sure" };

    public static Command Make()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        var command = new Command("import", "Import samples from CSV files: delimiter, decimal sign, encoding, header, columns and time are found and shown")
        {
            Files, Into, Format, Time, Zone, Start, Step, DryRun, Yes, data, json,
        };
        command.SetAction(async (given, stop) =>
        {
            if (Query(given) is not { } query)
                return Fail("--start must be an instant such as 2020-01-01T00:00Z, --step a span such as 1h, 15min or 0.5s.");
            var files = given.GetValue(Files)!;
            if (Array.Find(files, f => !File.Exists(f)) is { } missing)
                return Fail($"There is no file '{missing}'.");
            await using var server = await LocalServer.ConnectAsync(new DataFolder(given.GetValue(data)!), stop);
            var isTimeGiven = given.GetValue(Time) is not null || given.GetValue(Start) is not null || given.GetValue(Step) is not null;
            var run = new ImportSession(server.Http, Console.Out, Console.Error, given.GetValue(json), given.GetValue(DryRun), given.GetValue(Yes), isTimeGiven);
            return await run.RunAsync(files, query, stop);
        });
        return command;
    }

    /// <summary>The wishes as the query of the API; null when one of them cannot be read.</summary>
    static string? Query(ParseResult given)
    {
        List<(string Name, string Value)> query = [];
        void Add(string name, string? value)
        {
            if (value is not null)
                query.Add((name, value));
        }

        Add("into", given.GetValue(Into));
        Add("format", given.GetValue(Format));
        Add("time", given.GetValue(Time));
        Add("zone", given.GetValue(Zone));
        if (given.GetValue(Start) is { } start)
        {
            if (!DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
                return null;
            Add("start", instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        }

        if (given.GetValue(Step) is { } step)
        {
            if (Seconds(step) is not { } seconds)
                return null;
            Add("step", seconds.ToString("R", CultureInfo.InvariantCulture));
        }

        return string.Concat(query.Select(q => $"&{q.Name}={Uri.EscapeDataString(q.Value)}"));
    }

    /// <summary>Seconds of <c>15min</c>, <c>1h</c>, <c>0.5s</c>, <c>100ms</c>, <c>1d</c>, or a bare number.</summary>
    internal static double? Seconds(string span)
    {
        var number = span.TrimEnd("abcdefghijklmnopqrstuvwxyz ".ToCharArray());
        double? unit = span[number.Length..].Trim() switch
        {
            "" or "s" or "sec" => 1,
            "ms" => 0.001,
            "min" or "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => null,
        };
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count > 0 ? count * unit : null;
    }

    static int Fail(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
