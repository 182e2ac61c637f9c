using System.Text.RegularExpressions;

namespace Werkstrom.Kernel.Records;

/// <summary>
/// What rows of one kind hold: orders, failures, shifts. Always valid. The rows themselves live in the Store; each remembers the
/// <see cref="Version"/> it was checked against. A type only grows: fields are added and titles change, no field is retyped or removed.
/// </summary>
public sealed partial record RecordType
{
    /// <summary>Most fields of a type.</summary>
    public const int MaxFields = 100;

    /// <summary>Makes a type.</summary>
    /// <param name="name">Lower-case letters, digits and dashes, at most 60: <c>work-order</c>. Never changes.</param>
    /// <param name="title">What people call it.</param>
    /// <param name="fields">1 to 100 fields, each name once.</param>
    /// <exception cref="ArgumentException">Something of it is not allowed; the message names all that is.</exception>
    public RecordType(string name, string title, IReadOnlyList<RecordField> fields)
    {
        (Name, Title, Fields) = (name, title, fields);
        List<string> errors = [.. Errors(name, title, fields)];
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(' ', errors));
    }

    /// <summary>Its name in addresses and queries.</summary>
    public string Name { get; }

    /// <summary>What people call it.</summary>
    public string Title { get; }

    /// <summary>Its fields, in the order in which forms show them.</summary>
    public IReadOnlyList<RecordField> Fields { get; }

    /// <summary>1 when new, one more with every change.</summary>
    public int Version { get; init; } = 1;

    /// <summary>True for the types that Werkstrom brings along; modules rely on their fields.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>A field by its name, or null.</summary>
    public RecordField? Field(string name) => Fields.FirstOrDefault(f => f.Name == name);

    /// <summary>Checks a row and turns its values into those of the fields' types; tells all that is wrong at once.</summary>
    /// <param name="values">By name of the field: what JSON, a form or a file gave. Text is read as the invariant culture writes it.</param>
    public RecordCheck Check(IReadOnlyDictionary<string, object?> values) => RecordCheck.Of(this, values);

    /// <summary>All that forbids a type with these fields, as sentences; empty when it is allowed.</summary>
    public static IEnumerable<string> Errors(string name, string title, IReadOnlyList<RecordField> fields)
    {
        if (!TypeName().IsMatch(name))
            yield return $"The name '{name}' must be 1 to 60 lower-case letters, digits and dashes, a letter first.";
        if (title.Trim().Length is 0 or > 200)
            yield return "The title must have 1 to 200 characters.";
        if (fields.Count is 0 or > MaxFields)
            yield return $"A type has 1 to {MaxFields} fields; this one has {fields.Count}.";
        foreach (var twice in fields.GroupBy(f => f.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return $"The field '{twice.Key}' is there more than once.";
        foreach (var error in fields.SelectMany(f => f.Errors()))
            yield return error;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,59}$")]
    private static partial Regex TypeName();
}
