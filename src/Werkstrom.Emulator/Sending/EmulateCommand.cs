using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Logging;
using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Works;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Emulator.Sending;

/// <summary>The verb <c>emulate</c>: the plant as a program of its own, sending over MQTT to any broker or as line protocol to any Werkstrom.</summary>
sealed class EmulateCommand
{
    const string Here = "mqtt://127.0.0.1:1883";

    readonly Option<string?> _mqtt = new("--mqtt") { Description = $"Send over MQTT to mqtt://, mqtts://, ws:// or wss://; the default, with {Here}", HelpName = "URL" };
    readonly Option<string?> _url = new("--url") { Description = "Send line protocol to the http:// or https:// address of a Werkstrom instead", HelpName = "URL" };
    readonly Option<string> _token = FromEnvironment("--token", "WERKSTROM_TOKEN", "Token with scope write; over MQTT it is the password");
    readonly Option<string> _user = FromEnvironment("--user", "WERKSTROM_MQTT_USER", "User name for MQTT");
    readonly Option<string> _password = FromEnvironment("--password", "WERKSTROM_MQTT_PASSWORD", "Password for MQTT, when it is not the token");
    readonly Option<string?> _version = new("--mqtt-version") { Description = "5, the default, or 3.1.1" };
    readonly Option<string?> _queue = new("--queue") { Description = "A file that keeps what is not acknowledged over the end of the program (MQTT)", HelpName = "FILE" };
    readonly Option<int> _seed = new("--seed") { Description = "The same seed gives the same plant", DefaultValueFactory = _ => 1 };
    readonly Option<string> _root = new("--root") { Description = "The asset under which the plant appears; over MQTT the beginning of each topic", HelpName = "PATH", DefaultValueFactory = _ => "works" };
    readonly EmulateFile _file = new();
    readonly Option<int> _seconds = new("--seconds") { Description = "End after so many seconds; 0 runs until it is ended" };

    public static Command Make() => new EmulateCommand().MakeCommand();

    Command MakeCommand()
    {
        Command command = new("emulate", "Sends like a real plant: one that a file describes, or a metal works with two lines, ten machines, meters and PV")
        {
            _mqtt, _url, _token, _user, _password, _version, _queue, _seed, _root, _seconds,
        };
        _file.AddTo(command);
        command.Validators.Add(Check);
        command.SetAction(RunAsync);
        return command;
    }

    void Check(CommandResult result)
    {
        var (mqtt, url) = (result.GetValue(_mqtt), result.GetValue(_url));
        if (mqtt is not null && url is not null)
            result.AddError("--mqtt, --url: the plant sends by one of them.");
        if (mqtt is not null && !IsAddress(mqtt, "mqtt", "mqtts", "ws", "wss"))
            result.AddError($"--mqtt: '{mqtt}' is not an address such as {Here}; mqtts, ws and wss are possible, too.");
        if (url is not null && !IsAddress(url, "http", "https"))
            result.AddError($"--url: '{url}' is not an address such as http://127.0.0.1:8080.");
        if (url is not null && string.IsNullOrEmpty(result.GetValue(_token)))
            result.AddError("--token: a token with scope write is needed; make one with: werkstrom token create --name plant --scopes write");
        if (_file.IsRun(result) && result.GetValue(_seconds) != 0)
            result.AddError("--seconds: it is for the plant without a file; with a file it is --for, in the time of the plant.");
        if (result.GetValue(_version) is not (null or "5" or "3.1.1") and var version)
            result.AddError($"--mqtt-version: '{version}' is not 5 or 3.1.1.");
        if (result.GetValue(_root) is { } root && (root.AsSpan().ContainsAny("+#\0") || root.Split('/').Any(level => level.Length == 0)))
            result.AddError($"--root: '{root}' is not a path such as works or group/works, without + and #.");
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        using var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var log = logs.CreateLogger("Werkstrom.Emulator");
        if (_file.Is(parsed))
            return await _file.RunAsync(parsed, plan => Change(parsed, plan), plant => Way(parsed, plant.Plan.Root, new PlantMessages(plant), new PlantLines(plant), log), stop);
        var time = TimeProvider.System;
        var works = Warm(parsed.GetValue(_seed), time.GetUtcNow());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (parsed.GetValue(_seconds) is > 0 and var seconds)
            end.CancelAfter(TimeSpan.FromSeconds(seconds));
        await Console.Error.WriteLineAsync($"Sending {works.Signals.Count} signals a second to {parsed.GetValue(_url) ?? parsed.GetValue(_mqtt) ?? Here}");
        var root = parsed.GetValue(_root)!;
        await using var way = Way(parsed, root, new JsonWriter(root, works.Signals), new LineWriter(root, works.Signals), log);
        try
        {
            await new LivePlant(works, way, time, log).RunAsync(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }

        await SettleAsync(way);
        await Console.Error.WriteLineAsync($"Ended; {way.Waiting} messages not acknowledged, {way.Dropped} dropped");
        return way.Waiting == 0 && way.Dropped == 0 ? 0 : 1;
    }

    PlantPlan Change(ParseResult parsed, PlantPlan plan) => plan with
    {
        Seed = parsed.GetResult(_seed) is { Implicit: false } ? parsed.GetValue(_seed) : plan.Seed,
        Root = parsed.GetResult(_root) is { Implicit: false } ? parsed.GetValue(_root)! : plan.Root,
    };

    IWay Way(ParseResult parsed, string root, IMessageWriter messages, ILineWriter lines, ILogger log)
    {
        var token = parsed.GetValue(_token)!;
        if (parsed.GetValue(_url) is { } url)
            return new LineWay(new(url), token, lines, TimeProvider.System, log);
        var password = parsed.GetValue(_password) is { Length: > 0 } given ? given : token;
        var user = parsed.GetValue(_user) is { Length: > 0 } named ? named : password.Length > 0 ? "emulator" : null;
        MqttTarget target = new(new(parsed.GetValue(_mqtt) ?? Here), user, password.Length > 0 ? password : null)
        {
            Version = parsed.GetValue(_version) == "3.1.1" ? MqttVersion.V311 : MqttVersion.V5,
            QueueFile = parsed.GetValue(_queue),
            ClientId = parsed.GetValue(_queue) is null ? "" : $"emulator-{root.Replace('/', '-')}",
        };
        return new MqttWay(target, messages, TimeProvider.System, log);
    }

    // a plant that has run for a day: warm, not new
    static MetalWorks Warm(int seed, DateTimeOffset now)
    {
        var works = new MetalWorks(seed, now.AddDays(-1));
        while (works.Now < now.AddSeconds(-1))
            works.Advance(TimeSpan.FromMinutes(1) < now - works.Now ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1));
        return works;
    }

    /// <summary>Waits a moment for what is not acknowledged.</summary>
    internal static async Task SettleAsync(IWay way)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await way.SettleAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // what waits is told
        }
    }

    static bool IsAddress(string? text, params string[] schemes) => Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme);

    static Option<string> FromEnvironment(string name, string variable, string description) =>
        new(name) { Description = $"{description}; default {variable}", DefaultValueFactory = _ => Environment.GetEnvironmentVariable(variable) ?? "" };
}
