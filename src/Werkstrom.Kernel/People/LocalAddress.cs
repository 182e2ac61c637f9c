using System.Diagnostics.CodeAnalysis;

namespace Werkstrom.Kernel.People;

/// <summary>Where a log-in may lead back to: addresses of our own, nothing else.</summary>
public static class LocalAddress
{
    /// <summary>True for a path of this server: <c>/plant?x=1</c>, not <c>//evil</c>, <c>/\evil</c>, <c>https://evil</c>.</summary>
    public static bool IsLocal([NotNullWhen(true)] string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && address.Length <= 2000 && !address.Any(c => char.IsControl(c) || c == '\\');

    /// <summary>The address when it is ours, else the first page.</summary>
    public static string OrHome(string? address) => IsLocal(address) ? address : "/";
}
