using System.Globalization;

namespace Werkstrom.Condition.Notices;

/// <summary>A step of a rule: who is told, and how long after the step before if nobody acknowledged.</summary>
/// <param name="ReceiverId">Who.</param>
/// <param name="Minutes">0 for the first step, else 1 to 10,080 (a week).</param>
sealed record NoticeStep(int ReceiverId, int Minutes)
{
    /// <summary>Most steps of a chain.</summary>
    public const int Most = 5;

    /// <summary>Longest wait, minutes.</summary>
    public const int Longest = 10_080;

    /// <summary>Reads the steps of a rule; see <see cref="NoticeRule.Steps"/>.</summary>
    public static IReadOnlyList<NoticeStep> Read(string steps) =>
    [
        .. steps.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(step => step.Split(':'))
            .Select(p => new NoticeStep(int.Parse(p[0], CultureInfo.InvariantCulture), int.Parse(p[1], CultureInfo.InvariantCulture))),
    ];

    /// <summary>How steps are kept.</summary>
    public static string Write(IEnumerable<NoticeStep> steps) =>
        string.Join(',', steps.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.ReceiverId}:{s.Minutes}")));
}
