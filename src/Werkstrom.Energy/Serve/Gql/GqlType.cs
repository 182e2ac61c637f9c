namespace Werkstrom.Energy.Serve.Gql;

/// <summary>Finds the value of a field: a plain value, a <see cref="GqlObject"/>, a list of them, or null.</summary>
delegate ValueTask<object?> GqlResolve(object source, IReadOnlyDictionary<string, object?> arguments);

/// <summary>An object of a type, on its way into an answer.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Source">What it is made from.</param>
sealed record GqlObject(GqlType Type, object Source);

/// <summary>A type of the answers.</summary>
/// <param name="Name">For errors.</param>
/// <param name="Fields">Its fields.</param>
sealed record GqlType(string Name, IReadOnlyDictionary<string, GqlResolve> Fields)
{
    /// <summary>What was asked of an object, in the order of the query.</summary>
    /// <exception cref="GqlException">A field that the type has not.</exception>
    public async Task<Dictionary<string, object?>> AnswerAsync(object source, IReadOnlyList<GqlField> fields)
    {
        Dictionary<string, object?> answer = [];
        foreach (var field in fields)
        {
            if (field.Name == "__typename")
                answer[field.Alias] = Name;
            else if (!Fields.TryGetValue(field.Name, out var resolve))
                throw new GqlException($"Cannot query field '{field.Name}' on type '{Name}'.");
            else
                answer[field.Alias] = await FormAsync(await resolve(source, field.Arguments), field);
        }

        return answer;
    }

    static async Task<object?> FormAsync(object? value, GqlField field)
    {
        if (value is GqlObject one)
            return field.Fields.Count == 0 ? throw new GqlException($"Field '{field.Name}' of type '{one.Type.Name}' must have a selection of subfields.") : await one.Type.AnswerAsync(one.Source, field.Fields);
        if (value is not IEnumerable<GqlObject> many)
            return value;
        List<object?> list = [];
        foreach (var each in many)
            list.Add(await FormAsync(each, field));
        return list;
    }
}
