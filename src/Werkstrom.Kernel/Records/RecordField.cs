using System.Text.RegularExpressions;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Kernel.Records;

/// <summary>One field of a <see cref="RecordType"/>.</summary>
/// <param name="Name">Lower-case letters, digits and underscores, at most 60: <c>due_at</c>. Never changes.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Type">What its values are. Never changes.</param>
/// <param name="IsRequired">True when a row must have it.</param>
/// <param name="Unit">UCUM code of a number; empty when it has none.</param>
/// <param name="Choices">The words of a choice; null for other types.</param>
public sealed partial record RecordField(
    string Name, string Title, FieldType Type, bool IsRequired = false, string Unit = "", IReadOnlyList<string>? Choices = null)
{
    /// <summary>Longest text of a value, in characters.</summary>
    public const int MaxText = 4000;

    // names that the Store gives to columns of every row
    static readonly HashSet<string> Taken = ["id", "type", "at", "asset_id", "version", "origin", "author", "revision", "is_deleted"];

    internal IEnumerable<string> Errors()
    {
        if (!FieldName().IsMatch(Name) || Taken.Contains(Name))
            yield return $"The field name '{Name}' must be 1 to 60 lower-case letters, digits and underscores, a letter first, and none of {string.Join(", ", Taken)}.";
        if (Title.Trim().Length is 0 or > 200)
            yield return $"The title of the field '{Name}' must have 1 to 200 characters.";
        if (Unit.Length > 0 && Type is not (FieldType.Number or FieldType.Whole))
            yield return $"The field '{Name}' has a unit but is not a number.";
        if (Unit.Length > 0 && Ucum.Check(Unit) is { } reason)
            yield return $"The unit of the field '{Name}': {reason}";
        if (Type == FieldType.Choice != Choices is { Count: > 0 })
            yield return $"The field '{Name}' must have choices when it is a choice, and only then.";
        if (Choices?.Any(c => c.Trim().Length is 0 or > 200) == true || Choices?.Distinct(StringComparer.Ordinal).Count() < Choices?.Count)
            yield return $"The choices of the field '{Name}' must have 1 to 200 characters and differ.";
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,59}$")]
    private static partial Regex FieldName();
}

/// <summary>What the values of a field are, and the C# type that a checked row has for them.</summary>
public enum FieldType
{
    /// <summary>Text of at most 4,000 characters: <see cref="string"/>.</summary>
    Text,

    /// <summary>A finite number: <see cref="double"/>.</summary>
    Number,

    /// <summary>A whole number: <see cref="long"/>.</summary>
    Whole,

    /// <summary>Yes or no: <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>A point in time, ISO 8601 with offset or Z: <see cref="DateTimeOffset"/>, UTC.</summary>
    Instant,

    /// <summary>One of the field's words: <see cref="string"/>.</summary>
    Choice,
}
