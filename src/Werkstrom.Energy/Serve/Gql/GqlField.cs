namespace Werkstrom.Energy.Serve.Gql;

/// <summary>A field that a query asks for.</summary>
/// <param name="Alias">Its name in the answer.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">By name: text, number, truth value or null; variables are filled in.</param>
/// <param name="Fields">What is asked of it; empty for a plain value.</param>
sealed record GqlField(string Alias, string Name, IReadOnlyDictionary<string, object?> Arguments, IReadOnlyList<GqlField> Fields);

/// <summary>A query cannot be read or answered.</summary>
sealed class GqlException(string message) : Exception(message);
