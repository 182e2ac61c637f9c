using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Condition.Cases;

/// <summary>Configuration section <c>condition:cases</c>: when findings become a case and when one ends.</summary>
public sealed class CaseOptions
{
    /// <summary>From which certainty on findings are a case, percent. Default 60.</summary>
    [Range(1.0, 99.0)]
    public double Certainty { get; init; } = 60;

    /// <summary>How far apart findings of one asset may be to belong together while there is no case. Default 2 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "2.00:00:00")]
    public TimeSpan Together { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long after the last finding of an open case another one still joins it; findings of its own signals always do. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan Joins { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a case of which everything is over stays open. Default 6 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan ClosesAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>After how long what stays as it is counts as the new usual: the finding is over. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan UsualAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Within how long findings of many assets begin that are a flood. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan FloodWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Least number of machines of a flood; in a large plant a tenth of all. Default 5.</summary>
    [Range(2, 1_000)]
    public int FloodMachines { get; init; } = 5;

    /// <summary>How far back in the learned past findings may begin that are over and still become cases. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan Past { get; init; } = TimeSpan.FromDays(3);
}
