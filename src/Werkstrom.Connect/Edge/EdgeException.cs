namespace Werkstrom.Connect.Edge;

/// <summary>What somebody asked for is not possible.</summary>
/// <param name="key">Name of a sentence in the texts.</param>
/// <param name="values">Its values.</param>
sealed class EdgeException(string key, params object[] values) : Exception(key)
{
    /// <summary>The name of the sentence.</summary>
    public string Key => Message;

    /// <summary>Its values.</summary>
    public object[] Values => values;

    /// <summary>The input that is meant: <c>url</c>, <c>name</c>; empty for none.</summary>
    public string Field { get; init; } = "";
}
