using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Setup.Access;

/// <summary>The verb <c>user</c>.</summary>
static class UserCommand
{
    public static Command Make() => new("user", "Adds people, gives roles, resets passwords") { Add(), List(), ChangeRole(), Reset(), Deactivate() };

    static Command Add()
    {
        var (data, mail, role) = (CommonOptions.Data(), Mail(), RoleArgument());
        Option<string> name = new("--name") { Description = "What people call them", HelpName = "NAME", Required = true };
        Command command = new("add", "Adds a person and prints the link with which they set their password") { mail, role, name, data };
        command.SetAction((parsed, stop) => Verb.RunAsync(parsed.GetValue(data)!, async http =>
        {
            var added = await http.SendAsync(HttpMethod.Post, "api/setup/people",
                new { name = parsed.GetValue(name), mail = parsed.GetValue(mail), role = Word(parsed.GetValue(role)) }, stop);
            Print(added);
        }, stop));
        return command;
    }

    static Command List()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        Command command = new("list", "All people by name") { data, json };
        command.SetAction((parsed, stop) => Verb.RunAsync(parsed.GetValue(data)!, async http =>
        {
            var all = await http.SendAsync(HttpMethod.Get, "api/setup/people", null, stop);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(all.GetRawText());
                return;
            }

            foreach (var person in all.EnumerateArray())
                Console.WriteLine($"{person.GetProperty("id")}\t{person.GetProperty("mail")}\t{person.GetProperty("role")}\t{person.GetProperty("state")}\t{person.GetProperty("name")}");
        }, stop));
        return command;
    }

    static Command ChangeRole()
    {
        var (data, mail, role) = (CommonOptions.Data(), Mail(), RoleArgument());
        Command command = new("role", "Gives a person another role; their sessions end") { mail, role, data };
        command.SetAction((parsed, stop) => Verb.RunAsync(parsed.GetValue(data)!, async http =>
            await http.SendAsync(HttpMethod.Put, await AddressAsync(http, parsed.GetValue(mail)!, "role", stop),
                new { role = Word(parsed.GetValue(role)) }, stop), stop));
        return command;
    }

    static Command Reset()
    {
        var (data, mail) = (CommonOptions.Data(), Mail());
        Command command = new("reset", "Prints a link that sets another password once, within two hours") { mail, data };
        command.SetAction((parsed, stop) => Verb.RunAsync(parsed.GetValue(data)!, async http =>
            Print(await http.SendAsync(HttpMethod.Post, await AddressAsync(http, parsed.GetValue(mail)!, "link", stop), null, stop)), stop));
        return command;
    }

    static Command Deactivate()
    {
        var (data, mail) = (CommonOptions.Data(), Mail());
        Command command = new("deactivate", "Lets a person sign in no more; sessions and tokens end") { mail, data };
        command.SetAction((parsed, stop) => Verb.RunAsync(parsed.GetValue(data)!, async http =>
            await http.SendAsync(HttpMethod.Post, await AddressAsync(http, parsed.GetValue(mail)!, "deactivate", stop), null, stop), stop));
        return command;
    }

    static async Task<string> AddressAsync(HttpClient http, string mail, string what, CancellationToken stop)
    {
        var all = await http.SendAsync(HttpMethod.Get, "api/setup/people", null, stop);
        foreach (var person in all.EnumerateArray())
        {
            if (Person.Fold(person.GetProperty("mail").GetString()!) == Person.Fold(mail))
                return string.Create(CultureInfo.InvariantCulture, $"api/setup/people/{person.GetProperty("id").GetInt32()}/{what}");
        }

        throw new VerbException($"Nobody signs in with '{mail}'. See: werkstrom user list");
    }

    static void Print(JsonElement answer)
    {
        if (answer.GetProperty("link").GetString() is not { } link)
            return;
        Console.WriteLine(link);
        if (link.StartsWith('/'))
            Console.Error.WriteLine("No server runs: open this path at its address. With the setting kernel:publicUrl the whole link is printed.");
    }

    static Argument<string> Mail() => new("MAIL") { Description = "What the person signs in with" };

    static Argument<Role> RoleArgument() => new("ROLE") { Description = "viewer, operator, engineer, admin, partner or customer" };

    static string Word(Role role) => role.ToString().ToLowerInvariant();
}
