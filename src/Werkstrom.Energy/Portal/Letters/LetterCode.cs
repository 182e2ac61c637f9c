using System.Security.Cryptography;
using System.Text;

namespace Werkstrom.Energy.Portal.Letters;

/// <summary>The code of a letter: 16 of 31 characters, 79 bits, as people can type it from paper.</summary>
static class LetterCode
{
    const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"; // without those that look alike

    const int Length = 16;

    /// <summary>A new one: <c>K7QF-2MXA-9RTB-HW4C</c>.</summary>
    public static string New() => string.Join('-', RandomNumberGenerator.GetString(Letters, Length).Chunk(4).Select(c => new string(c)));

    /// <summary>What is kept of one, however it was typed; null when it cannot be one.</summary>
    public static string? Hash(string? typed)
    {
        var code = string.Concat((typed ?? "").Where(c => c is not ('-' or '–' or ' ')).Select(char.ToUpperInvariant));
        return code.Length == Length && code.All(Letters.Contains) ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code))) : null;
    }
}
