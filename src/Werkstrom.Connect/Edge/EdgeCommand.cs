using System.CommandLine;
using System.Text.Json;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Connect.Edge;

/// <summary>The verbs <c>opcua</c> and <c>modbus</c>.</summary>
static class EdgeCommand
{
    public static Command Opcua() => new("opcua", "Reads OPC UA servers: add one, choose its nodes, start")
    {
        OpcuaAdd(), List(EdgeKind.Opcua), Nodes(), Show(), Step("start", "Starts its side-car, now and at every start of Werkstrom"), Step("stop", "Stops its side-car"),
        Step("trust", "Trusts the certificate that the server shows next"), Remove(),
    };

    public static Command Modbus() => new("modbus", "Reads Modbus/TCP devices: add one with its map of registers, start")
    {
        ModbusAdd(), List(EdgeKind.Modbus), Show(), Step("start", "Starts its side-car, now and at every start of Werkstrom"), Step("stop", "Stops its side-car"), Remove(),
    };

    static Command OpcuaAdd()
    {
        var data = CommonOptions.Data();
        Argument<string> url = new("URL") { Description = "Its address, for example opc.tcp://192.168.0.10:4840" };
        var (name, asset) = (Name(), Asset());
        Option<string?> security = new("--security") { HelpName = "none|sign|encrypt", Description = "How the connection is protected; none unless given" };
        Option<string?> user = new("--user") { HelpName = "NAME", Description = "Who logs in there; the password is asked for, or read with --password-file" };
        Option<string?> password = new("--password-file") { HelpName = "FILE", Description = "File with the password, - for standard input" };
        Option<bool> all = new("--all") { Description = "Reads all variables and starts" };
        Command command = new("add", "Adds a server and looks what it has") { url, name, asset, security, user, password, all, data };
        command.SetAction((given, stop) => EdgeVerb.RunAsync(given.GetValue(data)!, async verb =>
        {
            var (secret, unread) = given.GetValue(user) is null ? (null, null) : await PasswordAsync(given.GetValue(password), stop);
            var made = await verb.AddAsync(new
            {
                kind = "opcua",
                url = given.GetValue(url),
                name = given.GetValue(name),
                asset = given.GetValue(asset),
                security = given.GetValue(security),
                user = given.GetValue(user),
                password = secret,
            }, unread);
            return await LookAsync(verb, made.GetProperty("name").GetString()!, given.GetValue(all));
        }, stop));
        return command;
    }

    static async Task<int> LookAsync(EdgeVerb verb, string server, bool all)
    {
        JsonElement nodes;
        try
        {
            nodes = await verb.BrowsedAsync(server);
        }
        catch (EdgeException e)
        {
            throw new EdgeException($"'{server}' is added, but was not reached: {e.Key}{Environment.NewLine}Look again with 'werkstrom opcua nodes \"{server}\" --browse', or remove it with 'werkstrom opcua remove \"{server}\"'.");
        }

        Console.WriteLine($"'{server}' is added: {nodes.GetProperty("nodes").GetArrayLength()} variables.");
        if (!all)
        {
            Console.WriteLine($"Choose with 'werkstrom opcua nodes \"{server}\" --add PATTERN', then 'werkstrom opcua start \"{server}\"'.");
            return 0;
        }

        await AddNodesAsync(verb, server, ["*"]);
        await verb.PostAsync(EdgeVerb.Of(server, "/start"));
        Console.WriteLine("Started.");
        return 0;
    }

    static Command ModbusAdd()
    {
        var data = CommonOptions.Data();
        Argument<string> url = new("URL") { Description = "Its address, for example tcp://192.168.0.20:502" };
        var (name, asset) = (Name(), Asset());
        Option<string> map = new("--map") { HelpName = "FILE", Description = "Map of registers, CSV or JSON: name, unitid, table, address, type, order, scale, offset, unit, interval", Required = true };
        Option<bool> later = new("--no-start") { Description = "Does not start it yet" };
        Command command = new("add", "Adds a device with its map of registers and starts it") { url, name, asset, map, later, data };
        command.SetAction((given, stop) => EdgeVerb.RunAsync(given.GetValue(data)!, async verb =>
        {
            var (text, unread) = await ReadAsync(given.GetValue(map)!, stop);
            var made = await verb.AddAsync(new { kind = "modbus", url = given.GetValue(url), name = given.GetValue(name), asset = given.GetValue(asset), map = text }, unread);
            var server = made.GetProperty("name").GetString()!;
            Console.WriteLine($"'{server}' is added: {made.GetProperty("points").GetInt32()} values.");
            if (!given.GetValue(later))
                await verb.PostAsync(EdgeVerb.Of(server, "/start"));
            return 0;
        }, stop));
        return command;
    }

    static Command List(EdgeKind kind)
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        Command command = new("list", "All that were added, with their state") { data, json };
        command.SetAction((given, stop) => EdgeVerb.RunAsync(given.GetValue(data)!, async verb =>
        {
            var all = await verb.GetAsync($"?kind={kind.ToString().ToLowerInvariant()}");
            if (given.GetValue(json))
            {
                Console.WriteLine(all.GetRawText());
                return 0;
            }

            foreach (var server in all.EnumerateArray())
                Console.WriteLine($"{Text(server, "name")}\t{Text(server, "url")}\t{Text(server, "asset")}\t{server.GetProperty("points").GetInt32()} values\t{Standing(server)}");
            return 0;
        }, stop));
        return command;
    }

    static Command Show()
    {
        var (data, json, server) = (CommonOptions.Data(), CommonOptions.Json(), Server());
        Command command = new("show", "One of them with its values: the last, its quality, or why none comes") { server, data, json };
        command.SetAction((given, stop) => EdgeVerb.RunAsync(given.GetValue(data)!, async verb =>
        {
            var detail = await verb.GetAsync(EdgeVerb.Of(given.GetValue(server)!));
            if (given.GetValue(json))
            {
                Console.WriteLine(detail.GetRawText());
                return 0;
            }

            Console.WriteLine($"{Text(detail.GetProperty("server"), "name")}\t{Standing(detail.GetProperty("server"))}");
            foreach (var point in detail.GetProperty("points").EnumerateArray())
                Console.WriteLine($"{Text(point, "signal")}\t{Text(point, "value")}\t{Text(point, "unit")}\t{Text(point, "time")}\t{Text(point, "code")}\t{Text(point, "error")}");
            return 0;
        }, stop));
        return command;
    }

    static Command Nodes()
    {
        var (data, json, server) = (CommonOptions.Data(), CommonOptions.Json(), Server());
        Option<string?> search = new("--search") { HelpName = "PATTERN", Description = "Only those whose path fits, with * and ?" };
        Option<string[]> add = new("--add") { HelpName = "PATTERN", Description = "Reads those whose path fits, with * and ?, or the one with this address" };
        Option<string[]> remove = new("--remove") { HelpName = "PATTERN", Description = "Reads those no longer" };
        Option<bool> browse = new("--browse") { Description = "Looks anew what the server has" };
        Command command = new("nodes", "The variables of a server; those that are read are marked with *") { server, search, add, remove, browse, data, json };
        command.SetAction((given, stop) => EdgeVerb.RunAsync(given.GetValue(data)!, async verb =>
        {
            var name = given.GetValue(server)!;
            if (given.GetValue(browse))
                await verb.PostAsync(EdgeVerb.Of(name, "/browse"));
            var nodes = await verb.BrowsedAsync(name);
            if (given.GetValue(add) is { Length: > 0 } wanted)
                await AddNodesAsync(verb, name, wanted);
            if (given.GetValue(remove) is { Length: > 0 } unwanted)
                Console.WriteLine($"{(await verb.PostAsync(EdgeVerb.Of(name, "/points/remove"), new { nodes = unwanted })).GetProperty("count").GetInt32()} no longer read.");
            if (given.GetValue(add) is { Length: > 0 } || given.GetValue(remove) is { Length: > 0 })
                return 0;
            if (given.GetValue(search) is { } pattern)
                nodes = await verb.GetAsync(EdgeVerb.Of(name, $"/nodes?search={Uri.EscapeDataString(pattern)}"));
            Print(nodes, given.GetValue(json));
            return 0;
        }, stop));
        return command;
    }

    static void Print(JsonElement nodes, bool json)
    {
        if (json)
        {
            Console.WriteLine(nodes.GetRawText());
            return;
        }

        foreach (var node in nodes.GetProperty("nodes").EnumerateArray())
            Console.WriteLine($"{(node.GetProperty("isRead").GetBoolean() ? "*" : " ")} {Text(node, "path")}\t{Text(node, "dataType")}\t{Text(node, "unit")}\t{Text(node, "address")}\t{Text(node, "refused")}");
        if (nodes.GetProperty("cut").GetBoolean())
            Console.Error.WriteLine("The server has more nodes than were read; setting edge:mostNodes.");
    }

    static async Task AddNodesAsync(EdgeVerb verb, string server, string[] patterns)
    {
        var added = await verb.PostAsync(EdgeVerb.Of(server, "/points"), new { nodes = patterns });
        Console.WriteLine($"{added.GetProperty("count").GetInt32()} more are read.");
        foreach (var refused in added.GetProperty("refused").EnumerateArray())
            Console.Error.WriteLine($"Not read: {refused.GetString()}");
    }

    static Command Step(string step, string description)
    {
        var (data, server) = (CommonOptions.Data(), Server());
        Command command = new(step, description) { server, data };
        command.SetAction((given, stop) => EdgeVerb.RunAsync(given.GetValue(data)!, async verb =>
        {
            await verb.PostAsync(EdgeVerb.Of(given.GetValue(server)!, "/" + step));
            return 0;
        }, stop));
        return command;
    }

    static Command Remove()
    {
        var (data, server) = (CommonOptions.Data(), Server());
        Command command = new("remove", "Removes one and withdraws its token; its signals and their samples stay") { server, data };
        command.SetAction((given, stop) => EdgeVerb.RunAsync(given.GetValue(data)!, async verb =>
        {
            await verb.SendAsync(HttpMethod.Delete, EdgeVerb.Of(given.GetValue(server)!), null);
            return 0;
        }, stop));
        return command;
    }

    static async Task<(string? Password, string? Unread)> PasswordAsync(string? file, CancellationToken stop)
    {
        if (file is not null and not "-")
        {
            var (text, unread) = await ReadAsync(file, stop);
            return (text?.TrimEnd('\r', '\n'), unread);
        }

        if (file is null)
            await Console.Error.WriteAsync("Password: ");
        return (await Console.In.ReadLineAsync(stop) ?? "", null);
    }

    /// <summary>A file, or the sentence why it cannot be read.</summary>
    static async Task<(string? Text, string? Unread)> ReadAsync(string file, CancellationToken stop)
    {
        try
        {
            return (await File.ReadAllTextAsync(file, stop), null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, $"There is no file '{file}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"'{file}' cannot be read: {e.Message}");
        }
    }

    static Argument<string> Server() => new("NAME") { Description = "Its name or number, see list" };

    static Option<string?> Name() => new("--name") { HelpName = "NAME", Description = "What it is called; the host of the address unless given" };

    static Option<string?> Asset() => new("--asset") { HelpName = "PATH", Description = "The asset that its signals stand below, made when it is not there; one of its name unless given" };

    static string Text(JsonElement row, string name) => row.GetProperty(name).ToString();

    static string Standing(JsonElement server)
    {
        var state = server.GetProperty("state");
        var word = state.GetProperty("isOnline").GetBoolean() ? "online" : Text(state, "phase");
        return Text(state, "text") is { Length: > 0 } text ? $"{word}: {text}" : word;
    }
}
