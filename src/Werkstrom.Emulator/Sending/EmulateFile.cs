using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Plants;

namespace Werkstrom.Emulator.Sending;

/// <summary>The part of <c>emulate</c> that runs the plant of a file.</summary>
sealed class EmulateFile
{
    const int MostBytes = 20_000_000;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Argument<string?> _file = new("PLANT.json") { Description = "A plant that you described; without it the built-in metal works runs", Arity = ArgumentArity.ZeroOrOne };
    readonly Option<string?> _speed = new("--speed") { Description = "Times real time, such as 60, or max; default 1", HelpName = "TIMES" };
    readonly Option<string?> _for = new("--for") { Description = "End after so long in the time of the plant, such as 2h", HelpName = "TIME" };
    readonly Option<string[]> _faults = new("--fault") { Description = "A fault with its time, such as \"10m stuck line1/mill1/vibration for 5m\"; may be repeated", HelpName = "FAULT" };
    readonly Option<int?> _page = new("--page") { Description = "Show plant and fault menu as a page of this machine, at this port; 0 takes a free one. At a terminal it is always there", HelpName = "PORT" };
    readonly Option<bool> _check = new("--check") { Description = "Only check the file" };
    readonly Option<bool> _example = new("--example") { Description = "Print a plant file that runs as it is" };
    readonly Option<bool> _schema = new("--schema") { Description = "Print the JSON schema of plant files" };
    readonly Option<bool> _json = new("--json") { Description = "Print progress, or what is wrong with the file, as JSON" };

    /// <summary>Adds its options to the verb.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_file);
        foreach (var option in new Option[] { _speed, _for, _faults, _page, _check, _example, _schema, _json })
            command.Options.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>Whether a file is to be run, checked or shown.</summary>
    public bool Is(ParseResult parsed) => parsed.GetValue(_file) is not null || parsed.GetValue(_example) || parsed.GetValue(_schema);

    /// <summary>Whether a file is named.</summary>
    public bool IsRun(CommandResult result) => result.GetValue(_file) is not null;

    /// <summary>Does it. Exit codes: 0 all is acknowledged, or the file is right; 1 otherwise.</summary>
    /// <param name="parsed">What was asked for.</param>
    /// <param name="change">What the command line says before the file.</param>
    /// <param name="open">Opens the way by which the plant sends.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<int> RunAsync(ParseResult parsed, Func<PlantPlan, PlantPlan> change, Func<FilePlant, IWay> open, CancellationToken stop)
    {
        if (parsed.GetValue(_example) || parsed.GetValue(_schema))
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(PlantResources.Bytes(parsed.GetValue(_schema) ? "plant.schema.json" : "example.json"), stop);
            return 0;
        }

        var (plan, faults) = await ReadAsync(parsed, stop);
        if (plan is null || parsed.GetValue(_check))
            return Tell(parsed, plan, faults);
        PlantPace pace = new(Speed(parsed.GetValue(_speed))!.Value, parsed.GetValue(_for) is { } text && Lasting.TryParse(text, out var length) ? length : null);
        plan = change(plan);
        FilePlant plant = new(plan, plan.Start ?? pace.Start(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())));
        if (plan.Start is null && pace is { Speed: > 1, For: null })
            await Console.Error.WriteLineAsync("The time of the plant runs ahead of the clock. With --for it begins early enough to end now; \"start\" in the file says it, too.");
        await using var way = open(plant);
        return await RunAsync(plant, way, pace, parsed.GetValue(_json) ? Console.Out : null, parsed.GetValue(_page) ?? (Console.IsInputRedirected ? null : 0), stop);
    }

    static async Task<int> RunAsync(FilePlant plant, IWay way, PlantPace pace, TextWriter? json, int? port, CancellationToken stop)
    {
        var time = TimeProvider.System;
        FaultMenu menu = new(plant, Console.Error);
        menu.Listen(Console.In);
        await using var page = port is { } wanted ? await PlantPage.TryOpenAsync(wanted, menu, time, Console.Error, stop) : null;
        PlantProgress progress = new(plant, way, time, json, Console.Error, !Console.IsErrorRedirected) { Page = page };
        if (!Console.IsInputRedirected)
            await Console.Error.WriteLineAsync("'help' and Enter shows the faults; Ctrl-C ends.");
        try
        {
            await new PlantRun(plant, way, time, pace, menu, progress).RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end that was asked for
        }

        await EmulateCommand.SettleAsync(way);
        progress.End();
        return way.Waiting == 0 && way.Dropped == 0 ? 0 : 1;
    }

    async Task<(PlantPlan?, IReadOnlyList<PlantFault>)> ReadAsync(ParseResult parsed, CancellationToken stop)
    {
        var file = parsed.GetValue(_file)!;
        try
        {
            if (new FileInfo(file).Length > MostBytes)
                return (null, [new(1, "$", "size", $"A plant file has at most {MostBytes} bytes.")]);
            var (plan, faults) = PlantReader.Read(await File.ReadAllBytesAsync(file, stop));
            return WithFaults(plan, faults, parsed.GetValue(_faults) ?? []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, [new(0, "$", "file", e.Message)]);
        }
    }

    static (PlantPlan?, IReadOnlyList<PlantFault>) WithFaults(PlantPlan? plan, IReadOnlyList<PlantFault> faults, string[] texts)
    {
        if (plan is null)
            return (null, faults);
        FaultText reader = new(plan.Machines);
        List<FaultOrder> orders = [.. plan.Faults];
        List<PlantFault> wrong = [];
        foreach (var text in texts)
        {
            if (reader.Read(text, isTimed: true, out var why) is { } order)
                orders.Add(order);
            else
                wrong.Add(new(0, "--fault", "fault", why));
        }

        return wrong.Count == 0 ? (plan with { Faults = orders }, []) : (null, wrong);
    }

    int Tell(ParseResult parsed, PlantPlan? plan, IReadOnlyList<PlantFault> faults)
    {
        var file = parsed.GetValue(_file);
        if (parsed.GetValue(_json))
            Console.Out.WriteLine(JsonSerializer.Serialize(new { ok = plan is not null, file, faults }, Json));
        foreach (var fault in parsed.GetValue(_json) ? [] : faults)
            Console.Error.WriteLine(fault.Line > 0 ? $"{file}:{fault.Line}: {fault.Path}: {fault.Rule}: {fault.Message}" : $"{(fault.Path == "$" ? file : fault.Path)}: {fault.Message}");
        if (plan is not null && !parsed.GetValue(_json))
            Console.Out.WriteLine($"{file}: {plan.Name}: {plan.Machines.Count} machines, {plan.Machines.Sum(m => m.Signals.Count)} signals, {plan.Faults.Count} faults; the file is right");
        else if (plan is null && !parsed.GetValue(_json))
            Console.Error.WriteLine($"{faults.Count} {(faults.Count == 1 ? "fault" : "faults")}; nothing was sent");
        return plan is null ? 1 : 0;
    }

    void Check(CommandResult result)
    {
        if (Speed(result.GetValue(_speed)) is null)
            result.AddError($"--speed: '{result.GetValue(_speed)}' is not a number from 0.01 to 100000, or max.");
        if (result.GetValue(_page) is < 0 or > 65_535)
            result.AddError($"--page: '{result.GetValue(_page)}' is not a port from 0 to 65535.");
        if (result.GetValue(_for) is { } length && (!Lasting.TryParse(length, out var span) || span <= TimeSpan.Zero))
            result.AddError($"--for: '{length}' is not {Lasting.Allowed}.");
        if (!IsRun(result) && !result.GetValue(_example) && !result.GetValue(_schema))
        {
            foreach (var option in new Option[] { _speed, _for, _faults, _page, _check }.Where(o => result.GetResult(o) is { Implicit: false }))
                result.AddError($"{option.Name}: it is for a plant file, and none is named.{(option == _for ? " Without one it is --seconds." : "")}");
        }
    }

    static double? Speed(string? text)
    {
        if (text is null)
            return 1;
        if (text == "max")
            return double.PositiveInfinity;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is >= 0.01 and <= 100_000 ? speed : null;
    }
}
