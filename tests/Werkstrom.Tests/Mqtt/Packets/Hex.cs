namespace Werkstrom.Tests.Mqtt.Packets;

/// <summary>Bytes as a test writes them: hexadecimal with spaces, and text in quotes.</summary>
static class Hex
{
    /// <summary>
    /// <c>30 05 00 01 'a' FF</c>: a quoted text stands for its ASCII bytes, <c>*</c> for the number of bytes behind it (at most 127).
    /// </summary>
    public static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "*")
                return [.. bytes, (byte)Bytes(text[(text.IndexOf('*') + 1)..]).Length, .. Bytes(text[(text.IndexOf('*') + 1)..])];
            if (part.StartsWith('\''))
                bytes.AddRange(System.Text.Encoding.ASCII.GetBytes(part.Trim('\'')));
            else
                bytes.AddRange(Convert.FromHexString(part));
        }

        return [.. bytes];
    }

    public static string Text(ReadOnlySpan<byte> bytes) => string.Join(' ', Convert.ToHexString(bytes).Chunk(2).Select(c => new string(c)));
}
