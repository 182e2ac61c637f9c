using System.CommandLine;
using System.Globalization;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Setup.Access;

/// <summary>The verb <c>token</c>.</summary>
static class TokenCommand
{
    public static Command Make() => new("token", "Makes, lists and withdraws tokens for programs") { Create(), List(), Revoke() };

    static Command Create()
    {
        var data = CommonOptions.Data();
        Option<string> name = new("--name") { Description = "What it is for", HelpName = "NAME", Required = true };
        Option<string> scopes = new("--scopes") { Description = "read, write, engineer, admin, separated by commas", HelpName = "SCOPES", Required = true };
        Option<string?> expires = new("--expires") { Description = "How long it holds: 365d, 12h; without it for ever", HelpName = "SPAN" };
        expires.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !TryParseSpan(text, out _))
                result.AddError($"--expires: '{text}' is not a span such as 365d or 12h.");
        });
        Option<string?> asset = new("--asset") { Description = "Stores only below this asset; its path", HelpName = "PATH" };
        Option<string?> certificate = new("--certificate") { Description = "Opens instead of a key: a file of PEM, a SHA-256 fingerprint, or CN=name", HelpName = "CERTIFICATE" };
        Option<string[]> topics = new("--topic") { Description = "A rule for topics of MQTT, may be repeated: 'allow publish works/press3/#', 'deny works/secret/#'", HelpName = "RULE" };
        Option<string[]> limits = new("--limit") { Description = "A limit of its own, may be repeated: messagesPerSecond=100", HelpName = "NAME=NUMBER" };
        limits.Validators.Add(result =>
        {
            foreach (var text in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (text.Split('=') is not [{ Length: > 0 }, var number] || !long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                    result.AddError($"--limit: '{text}' is not NAME=NUMBER.");
            }
        });
        Command command = new("create", "Makes a token and prints only its key, which cannot be had again")
        {
            data, name, scopes, expires, asset, certificate, topics, limits,
        };
        command.SetAction((parsed, stop) => Verb.RunAsync(parsed.GetValue(data)!, async http =>
        {
            DateTimeOffset? end = parsed.GetValue(expires) is { } text && TryParseSpan(text, out var span)
                ? TimeProvider.System.GetUtcNow() + span : null;
            var made = await http.SendAsync(HttpMethod.Post, "api/setup/tokens", new
            {
                name = parsed.GetValue(name),
                scopes = parsed.GetValue(scopes),
                expiresAt = end,
                asset = parsed.GetValue(asset),
                certificate = Certificate(parsed.GetValue(certificate)),
                topics = string.Join('\n', parsed.GetValue(topics) ?? []),
                limits = (parsed.GetValue(limits) ?? []).Select(limit => limit.Split('=')).GroupBy(pair => pair[0])
                    .ToDictionary(group => group.Key, group => long.Parse(group.Last()[1], CultureInfo.InvariantCulture)),
            }, stop);
            var token = made.GetProperty("token");
            Console.WriteLine(made.GetProperty("key").GetString() ?? $"{token.GetProperty("hint").GetString()} opens, until {token.GetProperty("expiresAt").GetString() ?? "it is withdrawn"}");
        }, stop));
        return command;
    }

    // a file when there is one of that name, else what the text says
    static string? Certificate(string? given) => given is not null && File.Exists(given) ? File.ReadAllText(given) : given;

    static Command List()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        Command command = new("list", "All tokens, newest first; never their keys") { data, json };
        command.SetAction((parsed, stop) => Verb.RunAsync(parsed.GetValue(data)!, async http =>
        {
            var all = await http.SendAsync(HttpMethod.Get, "api/setup/tokens", null, stop);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(all.GetRawText());
                return;
            }

            foreach (var token in all.EnumerateArray())
                Console.WriteLine($"{token.GetProperty("id")}\t{token.GetProperty("hint")}\t{token.GetProperty("scopes")}\t{(token.GetProperty("valid").GetBoolean() ? "valid" : "ended")}\t{token.GetProperty("name")}");
        }, stop));
        return command;
    }

    static Command Revoke()
    {
        var data = CommonOptions.Data();
        Argument<int> id = new("ID") { Description = "The token's number, see list" };
        Command command = new("revoke", "Withdraws a token: the next request with it is refused") { id, data };
        command.SetAction((parsed, stop) => Verb.RunAsync(parsed.GetValue(data)!, http =>
            http.SendAsync(HttpMethod.Delete, string.Create(CultureInfo.InvariantCulture, $"api/setup/tokens/{parsed.GetValue(id)}"), null, stop), stop));
        return command;
    }

    internal static bool TryParseSpan(string text, out TimeSpan span)
    {
        span = default;
        var number = text.Length < 2 ? default : text.AsSpan(0, text.Length - 1);
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > 100_000)
            return false;
        span = text[^1] switch
        {
            'd' => TimeSpan.FromDays(count),
            'h' => TimeSpan.FromHours(count),
            _ => TimeSpan.Zero,
        };
        return span > TimeSpan.Zero;
    }
}
