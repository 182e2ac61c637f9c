using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Werkstrom.Kernel.People;

/// <summary>A random key of 256 bits as text with a prefix, and what is kept of it.</summary>
/// <param name="Text">The key: shown once, never kept.</param>
sealed record Secret(string Text)
{
    public const string TokenPrefix = "wst_";

    public const string LinkPrefix = "wsl_";

    /// <summary>No key of ours is longer; longer texts are refused before they are hashed.</summary>
    public const int MaxLength = 64;

    public SecretHash Hash => SecretHash.Of(Text);

    public string Hint => Text[..8] + "…";

    public static Secret New(string prefix) => new(prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
}

/// <summary>
/// SHA-256 of a key, as a dictionary key. Looking one up needs no constant time: who measures it learns about the hash of a
/// guess, which says nothing about the key.
/// </summary>
readonly record struct SecretHash(ulong A, ulong B, ulong C, ulong D)
{
    public static SecretHash Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new(Part(hash, 0), Part(hash, 1), Part(hash, 2), Part(hash, 3));
    }

    public static SecretHash Parse(string hex)
    {
        var hash = Convert.FromHexString(hex);
        return new(Part(hash, 0), Part(hash, 1), Part(hash, 2), Part(hash, 3));
    }

    public override string ToString() => $"{A:x16}{B:x16}{C:x16}{D:x16}";

    static ulong Part(ReadOnlySpan<byte> hash, int index) => BinaryPrimitives.ReadUInt64BigEndian(hash[(index * 8)..]);
}
