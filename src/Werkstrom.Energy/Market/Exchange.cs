namespace Werkstrom.Energy.Market;

/// <summary>The exchange whose day-ahead price tariffs follow.</summary>
static class Exchange
{
    /// <summary>The quarter-hour of the German clock by which it has spoken of tomorrow: 14:00, most days an hour earlier.</summary>
    public const int SpokenBy = 14 * 4;
}
