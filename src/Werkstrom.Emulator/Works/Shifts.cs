namespace Werkstrom.Emulator.Works;

/// <summary>When people work: early 06–14 and late 14–22 from Monday to Friday, early on Saturday; local time of the works.</summary>
static class Shifts
{
    /// <summary>The works stand in Germany.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>0 none, 1 early, 2 late.</summary>
    public static int At(DateTime local) => (local.DayOfWeek, local.Hour) switch
    {
        (DayOfWeek.Sunday, _) => 0,
        (DayOfWeek.Saturday, >= 6 and < 12) => 1,
        (DayOfWeek.Saturday, _) => 0,
        (_, >= 6 and < 14) => 1,
        (_, >= 14 and < 22) => 2,
        _ => 0,
    };

    /// <summary>A break of 30 minutes in the middle of each shift: the machines that a person feeds stand still.</summary>
    public static bool IsBreak(DateTime local) => At(local) != 0 && local.Hour is 9 or 18 && local.Minute < 30;
}
