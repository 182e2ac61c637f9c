using System.Globalization;

namespace Werkstrom.Connect.Missing;

/// <summary>What a button of the page of refused payloads asks for, as the value that it sends.</summary>
/// <param name="IsDelete">True to throw away, false to send in again.</param>
/// <param name="Letter">One payload; null for all of a source and a reason.</param>
/// <param name="Source">Only of this source.</param>
/// <param name="Reason">Only for this reason.</param>
sealed record LetterOrder(bool IsDelete, long? Letter, string? Source, string? Reason)
{
    public static string Replay(long letter) => string.Create(CultureInfo.InvariantCulture, $"letter/{letter}");

    public static string Replay(string? source, string? reason) => $"replay/{reason}/{source}";

    public static string Delete(string? source, string? reason) => $"delete/{reason}/{source}";

    /// <summary>Reads what a button sent; null for anything else.</summary>
    public static LetterOrder? Read(string value) => value.Split('/', 3) switch
    {
        ["letter", var id] when long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var letter) => new(false, letter, null, null),
        ["replay", var reason, var source] => new(false, null, source, reason),
        ["delete", var reason, var source] when reason.Length > 0 => new(true, null, source, reason),
        _ => null,
    };
}
