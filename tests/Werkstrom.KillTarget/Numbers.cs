using Werkstrom.Store.Queries;

namespace Werkstrom.KillTarget;

/// <summary>
/// What a writer writes: its number after the run it belongs to is the value, and tells signal and instant too, so that a lost, doubled
/// or altered sample is seen. Instants go through months long past, a few days of each, so that days and months are closed under the
/// load, and come back to them, so that there is late data too.
/// </summary>
static class Numbers
{
    /// <summary>Numbers of one run.</summary>
    public const long OfRun = 20_000_000;

    /// <summary>Numbers in a row that lie in one month, about.</summary>
    public const long OfMonth = 40_000;

    const long OfDay = 7_919;
    const long DaysOfMonth = 6;
    const long Months = 24;
    const long Apart = 20; // microseconds: 200 runs stay within a day
    const long FirstDay = 18_000; // 2019-04-14

    /// <summary>The signal of a number.</summary>
    public static int SignalOf(int writer, long number) => (writer * 10) + (int)(number % 5);

    /// <summary>The instant of a number, microseconds.</summary>
    public static long InstantOf(int writer, long number) =>
        ((FirstDay + (number / OfMonth % Months * 31) + (number / OfDay % DaysOfMonth)) * Micros.PerDay) + (writer * Micros.PerHour) + (number * Apart);
}
