using System.Globalization;

namespace Werkstrom.Kernel.People;

/// <summary>Limits as they are kept: <c>messagesPerSecond=100 queuedBytes=1048576</c>.</summary>
static class LimitWords
{
    public static string? Write(IReadOnlyDictionary<string, long>? limits) => limits is not { Count: > 0 } ? null
        : string.Join(' ', limits.OrderBy(limit => limit.Key, StringComparer.Ordinal).Select(limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Key}={limit.Value}")));

    public static IReadOnlyDictionary<string, long> Read(string? words) =>
        (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('='))
        .ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
