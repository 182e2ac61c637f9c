using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Condition.Notices;

/// <summary>Settings of notices, section <c>condition:notices</c>.</summary>
public sealed class NoticeOptions
{
    /// <summary>So long notices that were sent or were not needed are listed, days; default 90, 7 to 3,650. Nobody is told twice within it.</summary>
    [Range(7, 3_650)]
    public int KeptDays { get; set; } = 90;
}
