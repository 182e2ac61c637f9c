namespace Werkstrom.Connect.Missing;

/// <summary>Cuts the middle out of long texts: of a topic both ends tell what it is.</summary>
static class MiddleCut
{
    /// <summary>Whether a text is longer than that.</summary>
    public static bool IsLong(string text, int most) => text.Length > most;

    /// <summary>The text, or its beginning and its end with … between them, no longer than that in all.</summary>
    public static string Of(string text, int most)
    {
        if (!IsLong(text, most))
            return text;
        var (start, end) = (most / 2, text.Length - (most - 1 - (most / 2)));
        if (char.IsHighSurrogate(text[start - 1]))
            start--;
        if (char.IsLowSurrogate(text[end]))
            end++;
        return $"{text[..start]}…{text[end..]}";
    }
}
