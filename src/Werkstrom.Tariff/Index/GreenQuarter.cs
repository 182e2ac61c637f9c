namespace Werkstrom.Tariff.Index;

/// <summary>What the share of renewable energy of a region rests on, for one quarter-hour.</summary>
/// <param name="RenewableWh">Generated in the region from renewables, Wh, 0 or more.</param>
/// <param name="LoadWh">Used in the region, Wh; 0 or less: it needs nothing from elsewhere.</param>
/// <param name="ZoneShare">Renewable share of what comes from the rest of the zone, millionths, 0 to 1,000,000.</param>
public readonly record struct GreenQuarter(long RenewableWh, long LoadWh, int ZoneShare)
{
    /// <summary>One, in millionths.</summary>
    public const int Whole = 1_000_000;

    /// <summary>How much of the load the region covers itself at the same time, millionths: <c>c = min(1, renewable / load)</c>, rounded down.</summary>
    public int Coverage => LoadWh <= 0 || RenewableWh >= LoadWh ? Whole : (int)((Int128)RenewableWh * Whole / LoadWh);

    /// <summary>Renewable share of what is used, millionths: <c>E = c + (1 − c) × s</c>, halves rounded up.</summary>
    public int Share => Coverage + (int)((((long)(Whole - Coverage) * ZoneShare) + (Whole / 2)) / Whole);

    /// <summary>CO₂ of what is used, mg/kWh: <c>c × local + (1 − c) × rest</c>, halves rounded up.</summary>
    /// <param name="local">Of what is generated in the region, mg/kWh.</param>
    /// <param name="rest">Of what comes from the rest of the zone, mg/kWh.</param>
    public long Carbon(long local, long rest) => ((Coverage * local) + ((Whole - Coverage) * rest) + (Whole / 2)) / Whole;

    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="ArgumentException">A negative generation, or a share outside 0 to 1,000,000.</exception>
    public GreenQuarter Checked() =>
        RenewableWh < 0 ? throw new ArgumentException($"Renewable generation ({RenewableWh} Wh) must not be negative.", nameof(RenewableWh))
        : ZoneShare is < 0 or > Whole ? throw new ArgumentException($"The share of the zone ({ZoneShare} millionths) must be 0 to {Whole}.", nameof(ZoneShare))
        : this;
}
