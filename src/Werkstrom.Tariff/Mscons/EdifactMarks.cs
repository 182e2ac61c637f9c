namespace Werkstrom.Tariff.Mscons;

/// <summary>The service characters of an EDIFACT interchange (its UNA segment), each one byte of ASCII and all different.</summary>
/// <param name="Component">Between components, usually <c>:</c>.</param>
/// <param name="Element">Between data elements, usually <c>+</c>.</param>
/// <param name="DecimalMark">Decimal mark of what is written, usually <c>.</c>; point and comma are both read, as EDIFACT has no thousands mark.</param>
/// <param name="Release">Takes the meaning of the character after it away, usually <c>?</c>.</param>
/// <param name="Terminator">Ends a segment, usually <c>'</c>.</param>
public readonly record struct EdifactMarks(byte Component, byte Element, byte DecimalMark, byte Release, byte Terminator)
{
    /// <summary>Bytes of a UNA segment.</summary>
    internal const int Length = 9;

    /// <summary>Those that hold without a UNA segment: <c>:+.? '</c>.</summary>
    public static EdifactMarks Usual { get; } = new((byte)':', (byte)'+', (byte)'.', (byte)'?', (byte)'\'');

    /// <summary>What is wrong with them; null when they can be used.</summary>
    internal string? Problem()
    {
        ReadOnlySpan<byte> all = [Component, Element, DecimalMark, Release, Terminator];
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] is < 0x20 or > 0x7E || char.IsAsciiLetterOrDigit((char)all[i]) || all[i] == ' ')
                return $"UNA: byte 0x{all[i]:X2} cannot be a service character; it must be printable and neither letter, digit nor blank.";
            if (all[..i].Contains(all[i]))
                return $"UNA: the character '{(char)all[i]}' stands for two things.";
        }

        return null;
    }

    /// <summary>Of the nine bytes of a UNA segment.</summary>
    internal static EdifactMarks Of(ReadOnlySpan<byte> una) => new(una[3], una[4], una[5], una[6], una[8]);
}
