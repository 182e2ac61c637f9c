using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Kernel;

/// <summary>Settings of the Kernel, section <c>kernel</c>.</summary>
public sealed class KernelOptions : IValidatableObject
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "kernel";

    /// <summary>How many signals there may be, archived ones included. Default 50,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxSignals { get; init; } = 50_000;

    /// <summary>How many signals sources may make in any one minute. Default 20,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxNewSignalsPerMinute { get; init; } = 20_000;

    /// <summary>How many assets there may be. Default 50,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxAssets { get; init; } = 50_000;

    /// <summary>How many events are kept; the oldest go first. Default 200,000.</summary>
    [Range(1_000, 100_000_000)]
    public int MaxEvents { get; init; } = 200_000;

    /// <summary>The address by which people reach the server, for links in mails and on the command line: <c>https://werk.example</c>. Default: see <see cref="Modules.PublicAddress"/>.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Why an address cannot be a public one, as a sentence; null when it can.</summary>
    public static string? CheckPublicUrl(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "", AbsolutePath: "/" }
            ? null : $"'{address}' is not an address such as https://werk.example or http://10.1.2.3:8080, without a path.";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicUrl is { Length: > 0 } address && CheckPublicUrl(address) is { } reason)
            yield return new($"kernel:publicUrl: {reason}", [nameof(PublicUrl)]);
    }
}
