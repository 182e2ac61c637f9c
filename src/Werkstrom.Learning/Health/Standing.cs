namespace Werkstrom.Learning.Health;

/// <summary>How a machine stands in one way of running it.</summary>
/// <param name="At">When it was run so last.</param>
/// <param name="Share">How far it was off then, as a share of the limit.</param>
/// <param name="Since">Since when it has been beyond the limit; null when it is not.</param>
/// <param name="Beyond">Rows beyond the limit, one after the other.</param>
/// <param name="Back">Rows that were back.</param>
/// <param name="Alarm">It lasts.</param>
sealed record Standing(DateTimeOffset At, double Share, DateTimeOffset? Since, int Beyond, int Back, bool Alarm)
{
    public void Save(BinaryWriter to)
    {
        to.Write(At.UtcTicks);
        to.Write(Share);
        to.Write(Since?.UtcTicks ?? -1);
        to.Write(Beyond);
        to.Write(Back);
        to.Write(Alarm);
    }

    public static Standing Load(BinaryReader from) => new(
        new(from.ReadInt64(), TimeSpan.Zero), from.ReadDouble(), from.ReadInt64() is >= 0 and var ticks ? new(ticks, TimeSpan.Zero) : null,
        from.ReadInt32(), from.ReadInt32(), from.ReadBoolean());
}
