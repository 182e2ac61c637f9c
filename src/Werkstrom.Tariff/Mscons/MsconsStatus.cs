namespace Werkstrom.Tariff.Mscons;

/// <summary>What a value is worth (QTY 6063).</summary>
public enum MsconsStatus : byte
{
    /// <summary>220: true value (wahrer Wert).</summary>
    True,

    /// <summary>67: substitute value (Ersatzwert).</summary>
    Substitute,

    /// <summary>201: proposed value (Vorschlagswert).</summary>
    Proposed,

    /// <summary>20: not usable (nicht verwendbarer Wert).</summary>
    Unusable,

    /// <summary>187: forecast (Prognosewert).</summary>
    Forecast,

    /// <summary>79: sum (Energiemenge summiert).</summary>
    Sum,

    /// <summary>Z18: preliminary (vorläufiger Wert).</summary>
    Preliminary,

    /// <summary>Z30: missing (Wert fehlt).</summary>
    Missing,

    /// <summary>Z31, kept as it is.</summary>
    Z31,

    /// <summary>Z47, kept as it is.</summary>
    Z47,
}

static class MsconsQualifier
{
    static readonly string[] Texts = ["220", "67", "201", "20", "187", "79", "Z18", "Z30", "Z31", "Z47"];

    public static string Text(this MsconsStatus status) => Texts[(int)status];

    public static bool TryRead(ReadOnlySpan<byte> text, out MsconsStatus status)
    {
        var code = text.Length switch
        {
            3 => (text[0] << 16) | (text[1] << 8) | text[2],
            2 => (text[0] << 8) | text[1],
            _ => 0,
        };
        status = code switch
        {
            0x323230 => MsconsStatus.True,
            0x3637 => MsconsStatus.Substitute,
            0x323031 => MsconsStatus.Proposed,
            0x3230 => MsconsStatus.Unusable,
            0x313837 => MsconsStatus.Forecast,
            0x3739 => MsconsStatus.Sum,
            0x5A3138 => MsconsStatus.Preliminary,
            0x5A3330 => MsconsStatus.Missing,
            0x5A3331 => MsconsStatus.Z31,
            0x5A3437 => MsconsStatus.Z47,
            _ => (MsconsStatus)byte.MaxValue,
        };
        return status != (MsconsStatus)byte.MaxValue;
    }
}
