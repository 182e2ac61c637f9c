namespace Werkstrom.Tariff.Holidays;

/// <summary>The three kinds of days of load profiles and price windows.</summary>
[Flags]
public enum DayType
{
    /// <summary>Monday to Friday (Werktag, WT).</summary>
    Workday = 1,

    /// <summary>Saturday (SA); also 24 and 31 December where they are no Sunday.</summary>
    Saturday = 2,

    /// <summary>Sunday and public holiday (Feiertag, FT).</summary>
    Sunday = 4,

    /// <summary>All of them.</summary>
    Any = Workday | Saturday | Sunday,
}
