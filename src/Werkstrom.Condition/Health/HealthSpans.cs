using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;

namespace Werkstrom.Condition.Health;

/// <summary>What is known of times in which an asset was not well, and of such in which it was though it did not look so.</summary>
/// <param name="Failures">Failures that were recorded.</param>
/// <param name="Findings">What was found of it, with what people said.</param>
sealed record HealthSpans(IReadOnlyList<KnownFailure> Failures, IReadOnlyList<Finding> Findings)
{
    static readonly TimeSpan Before = TimeSpan.FromDays(7); // damage grows before it fails
    static readonly TimeSpan Repair = TimeSpan.FromHours(8); // where the end of a repair is not known

    static readonly TimeSpan Unheard = TimeSpan.FromDays(30); // so long nothing is learned from what nobody has looked at

    /// <summary>After a repair it is run in: nothing is said of it.</summary>
    public static TimeSpan RunIn { get; } = TimeSpan.FromHours(12);

    /// <summary>Spans in which it was not well, as far as that was known at an instant.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Ill(DateTimeOffset known) =>
    [
        .. Failures.Where(f => f.At <= known).Select(f => (f.At - Before, EndOf(f) + RunIn)),
        .. Findings.Where(f => f.At <= known && f.WasReal == true).Select(f => (f.Since - TimeSpan.FromDays(1), f.EndedAt ?? EndOf(f))),
        .. Findings.Where(f => f.At <= known && f.WasReal is null && f.Kind == FindingKind.Health).Select(f => (f.Since, f.EndedAt ?? f.Since + Unheard)),
    ];

    /// <summary>Spans of false alarms: what was seen in them is healthy.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Well =>
        [.. Findings.Where(f => f.WasReal == false && (f.Kind is FindingKind.Health or FindingKind.Drift)).Select(f => (f.Since, f.EndedAt ?? DateTimeOffset.MaxValue))];

    /// <summary>The end of the last repair in a half-open span; null where there is none.</summary>
    public DateTimeOffset? RepairIn(DateTimeOffset after, DateTimeOffset to) =>
        Failures.Select(f => (DateTimeOffset?)EndOf(f)).Where(e => e > after && e <= to).Max();

    // who looks at health says when it is over; of the others nobody may ever
    static DateTimeOffset EndOf(Finding lasting) => lasting.Kind == FindingKind.Health ? DateTimeOffset.MaxValue : lasting.At + TimeSpan.FromDays(1);

    static DateTimeOffset EndOf(KnownFailure failure) => failure.Until ?? failure.At + Repair;
}
