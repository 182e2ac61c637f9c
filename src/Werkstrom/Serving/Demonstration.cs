using Werkstrom.Ui;

namespace Werkstrom.Serving;

/// <summary>The demo: an emulated plant and a log-in that everybody knows, so it is served on this machine only.</summary>
static class Demonstration
{
    /// <summary>What <c>admin</c> signs in with in the demo, unless <c>WERKSTROM_setup__adminPassword</c> says otherwise.</summary>
    public const string Password = "werkstrom-demo";

    /// <summary>What the customer of the demo's town signs in with, on the phone.</summary>
    public const string Customer = "kunde@stadtwerk.example";

    const string PasswordKey = "setup:adminPassword";

    public static IReadOnlyList<KeyValuePair<string, string?>> Configuration() =>
    [
        new("emulator:demo", "true"),
        new("energy:demo", "true"),
        new("twins:demo", "true"),
        new("cooperation:demo", "true"),
        new("energy:place:region", "muehlstadt"), // where prices are drawn
        new($"{UiOptions.Name}:{nameof(UiOptions.FirstPage)}", "/plant/scene"),
        new("condition:downtimeCostPerHour", "180"), // its books do not say what an hour costs
        .. HasOwnPassword ? (KeyValuePair<string, string?>[])[] : [new(PasswordKey, Password), new("energy:portal:demoPassword", Password), new("cooperation:demoPassword", Password)],
    ];

    /// <summary>Why the demo must not be served like this, or null.</summary>
    public static string? Error(ServeSettings settings) =>
        IsKnownToAll(settings) && Listening.IsReachable(settings)
            ? "The log-in of the demo is known to everybody: serve it on 127.0.0.1, or set WERKSTROM_setup__adminPassword."
            : null;

    /// <summary>True when the password of this server is the demo's.</summary>
    public static bool IsKnownToAll(ServeSettings settings) => settings.Configuration.Any(c => c.Key == PasswordKey);

    static bool HasOwnPassword => Environment.GetEnvironmentVariable("WERKSTROM_setup__adminPassword") is { Length: > 0 };
}
