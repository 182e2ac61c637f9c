using System.CommandLine;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>The verb <c>rul</c>: from files with units, times and failures to remaining lives; it needs no server.</summary>
static class RulCommand
{
    static readonly Option<string> Train = new("--train") { HelpName = "FILE", Description = "CSV file of lives that ended in a failure; also packed with gzip" };
    static readonly Option<string> Test = new("--test") { HelpName = "FILE", Description = "CSV file of the units to ask about; without it those of the first file that still run" };
    static readonly Option<string> Unit = new("--unit") { HelpName = "COLUMN", Description = "Header or number of the column that tells machines apart; found by itself" };
    static readonly Option<string> Time = new("--time") { HelpName = "COLUMN", Description = "Header or number of the column of the cycle or time; found by itself" };
    static readonly Option<string> Failure = new("--failure") { HelpName = "COLUMN", Description = "Header or number of the column that marks failures; found by itself" };
    static readonly Option<double> Interval = new("--interval") { HelpName = "SHARE", Description = "How often the truth is to lie within the range, 0.5 to 0.98", DefaultValueFactory = _ => 0.9 };
    static readonly Option<string> Save = new("--save") { HelpName = "FILE", Description = "Keeps the model in this file" };
    static readonly Option<string> Model = new("--model") { HelpName = "FILE", Description = "Asks a model that was kept, instead of learning" };
    static readonly Option<string> Csv = new("--csv") { HelpName = "FILE", Description = "Writes the table as CSV, too" };

    public static Command Make()
    {
        var json = CommonOptions.Json();
        var command = new Command("rul", "Remaining useful life from CSV files: columns are found, a model is learned, each unit gets a life with a range and what says so")
        {
            Train, Test, Unit, Time, Failure, Interval, Save, Model, json, Csv,
        };
        command.SetAction(async (given, stop) =>
        {
            RulWishes wishes = new(
                given.GetValue(Train), given.GetValue(Test), new(given.GetValue(Unit), given.GetValue(Time), given.GetValue(Failure)), given.GetValue(Interval),
                given.GetValue(Save), given.GetValue(Model), given.GetValue(json), given.GetValue(Csv));
            return await Task.Run(() => new RulSession(wishes, Console.Out, Console.Error, !Console.IsErrorRedirected, TimeProvider.System).Run(stop), stop);
        });
        return command;
    }
}

/// <summary>What was asked of the verb.</summary>
sealed record RulWishes(string? Train, string? Test, CsvWishes Columns, double Interval, string? Save, string? Model, bool IsJson, string? Csv);
