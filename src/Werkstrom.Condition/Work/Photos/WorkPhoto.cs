using System.Text.RegularExpressions;

namespace Werkstrom.Condition.Work.Photos;

/// <summary>A photo of a work order; its bytes lie in <see cref="PhotoShelf"/>. Kept in the record's field a line each: <c>HASH.jpg IMG_4711</c>.</summary>
/// <param name="Hash">SHA-256 of its bytes as they are kept, 64 hexadecimal digits, small letters.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it was called, without the ending; at most 60 characters.</param>
sealed partial record WorkPhoto(string Hash, PhotoKind Kind, string Name)
{
    /// <summary>Most photos of one order.</summary>
    public const int Most = 20;

    /// <summary>Longest name, characters.</summary>
    public const int LongestName = 60;

    /// <summary>Name of its file: <c>HASH.jpg</c>.</summary>
    public string File => $"{Hash}.{Kind.Ending}";

    /// <summary>Reads lines; what is no photo is left out.</summary>
    public static IReadOnlyList<WorkPhoto> Read(string? text) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(One).OfType<WorkPhoto>()];

    /// <summary>The text of the record's field; null for none.</summary>
    public static string? Write(IEnumerable<WorkPhoto> photos) =>
        string.Join('\n', photos.Select(photo => $"{photo.File} {photo.Name}".TrimEnd())) is { Length: > 0 } text ? text : null;

    /// <summary>A name as it is kept: without folders, ending and control characters.</summary>
    public static string Clean(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var plain = new string([.. Path.GetFileNameWithoutExtension(last).Where(c => !char.IsControl(c))]).Trim();
        return plain.Length <= LongestName ? plain : plain[..LongestName].Trim();
    }

    static WorkPhoto? One(string line)
    {
        var match = Line().Match(line.Trim());
        return match.Success && PhotoKind.ByEnding(match.Groups[2].Value) is { } kind ? new(match.Groups[1].Value, kind, match.Groups[3].Value) : null;
    }

    [GeneratedRegex("^([0-9a-f]{64})\\.([a-z]{3,4})(?: (.*))?$")]
    private static partial Regex Line();
}

/// <summary>What a photo is, as its first bytes say.</summary>
/// <param name="Ending">Of its file.</param>
/// <param name="Mime">For browsers.</param>
/// <param name="IsShown">True when every browser shows it.</param>
sealed record PhotoKind(string Ending, string Mime, bool IsShown)
{
    public static PhotoKind Jpeg { get; } = new("jpg", "image/jpeg", true);
    public static PhotoKind Png { get; } = new("png", "image/png", true);
    public static PhotoKind WebP { get; } = new("webp", "image/webp", true);
    public static PhotoKind Heic { get; } = new("heic", "image/heic", false);

    /// <summary>By the ending of a kept file; null for others.</summary>
    public static PhotoKind? ByEnding(string ending) => Array.Find([Jpeg, Png, WebP, Heic], kind => kind.Ending == ending);

    /// <summary>What bytes are, whatever they are called; null for none of these.</summary>
    public static PhotoKind? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'h' or (byte)'m', (byte)'e' or (byte)'i', (byte)'i' or (byte)'v' or (byte)'f', ..] => Heic,
        _ => null,
    };
}
