using System.Globalization;
using System.Text;

namespace Werkstrom.Kernel.Catalogs;

/// <summary>The rules for names and paths of assets and signals, and the folded form in which they are compared.</summary>
public static class PathText
{
    /// <summary>Longest name, in UTF-16 characters.</summary>
    public const int MaxName = 200;

    /// <summary>Longest path, in UTF-16 characters.</summary>
    public const int MaxPath = 1000;

    /// <summary>Most names in a path, the signal's own included.</summary>
    public const int MaxDepth = 16;

    // an entry of a PostgreSQL index may have 2,704 bytes
    const int MaxPathBytes = 2500;

    /// <summary>The form in which paths and names are compared: composed (NFC) and in lower case.</summary>
    public static string Fold(string text) => Compose(text).ToLowerInvariant();

    /// <summary>Why a text cannot be a name, as a sentence; null when it can.</summary>
    public static string? CheckName(string name) => name switch
    {
        "" => "A name must not be empty.",
        { Length: > MaxName } => $"A name may have {MaxName} characters; this one has {name.Length}.",
        "." or ".." => "A name must not be '.' or '..'.",
        [' ', ..] or [.., ' '] => "A name must not begin or end with a space.",
        _ => Forbidden(name) is { } bad ? $"A name must not hold {bad}." : null,
    };

    /// <summary>Why a text cannot be the path of a signal, as a sentence; null when it can.</summary>
    /// <param name="path">Asset names and the signal's name, with slashes between.</param>
    public static string? CheckSignalPath(string path)
    {
        if (Check(path) is { } reason)
            return reason;
        return path.Contains('/', StringComparison.Ordinal) ? null : "A path needs an asset before the name of the signal, as in 'press3/temperature'.";
    }

    /// <summary>Why a text cannot be the path of an asset or a signal, as a sentence; null when it can.</summary>
    public static string? Check(string path)
    {
        if (path.Length > MaxPath || Encoding.UTF8.GetByteCount(path) > MaxPathBytes)
            return $"A path may have {MaxPath} characters and {MaxPathBytes} bytes; this one has {path.Length} characters.";
        var names = path.Split('/');
        if (names.Length > MaxDepth)
            return $"A path may have {MaxDepth} names; this one has {names.Length}.";
        return names.Select(CheckName).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Composes accents (NFC); text that is not valid Unicode comes back as it is.</summary>
    internal static string Compose(string text) =>
        Ascii.IsValid(text) || !IsUnicode(text) || text.IsNormalized() ? text : text.Normalize();

    /// <summary>Folds into a buffer without allocating, except for the rare text that is not composed.</summary>
    internal static bool TryFold(ReadOnlySpan<char> text, Span<char> folded, out int length)
    {
        length = text.Length;
        if (text.Length > folded.Length)
            return false;
        if (!Ascii.IsValid(text))
        {
            if (!IsUnicode(text))
                return false;
            if (!text.IsNormalized())
            {
                var composed = text.ToString().Normalize();
                length = composed.Length;
                return composed.AsSpan().ToLowerInvariant(folded) >= 0;
            }
        }

        return text.ToLowerInvariant(folded) >= 0;
    }

    static string? Forbidden(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!Rune.TryGetRuneAt(name, i, out var rune))
                return "half a character";
            i += rune.Utf16SequenceLength - 1;
            if (Forbidden(rune) is { } bad)
                return bad;
        }

        return null;
    }

    /// <summary>
    /// A name as people read it: sources' letters that a path cannot hold are kept as <c>%2F</c> and the like; here they are letters again.
    /// </summary>
    public static string ShownName(string name)
    {
        if (!name.Contains('%', StringComparison.Ordinal))
            return name;
        var shown = Uri.UnescapeDataString(name);
        return shown.Length == 0 || shown.Any(char.IsControl) ? name : shown;
    }

    /// <summary>A path as people read it: each name of it as <see cref="ShownName"/>, but a slash within a name is written ∕ (U+2215).</summary>
    public static string ShownPath(string path) =>
        path.Contains('%', StringComparison.Ordinal)
            ? string.Join('/', path.Split('/').Select(name => ShownName(name).Replace('/', '\u2215'))) : path;

    static string? Forbidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value == '/' => "a slash",
        UnicodeCategory.Control or UnicodeCategory.Format => "control characters",
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "line breaks",
        UnicodeCategory.SpaceSeparator when rune.Value != ' ' => "other spaces than the plain one",
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => "characters that Unicode does not define",
        _ => null,
    };

    static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var used) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[used..];
        }

        return true;
    }
}
