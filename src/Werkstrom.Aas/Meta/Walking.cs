using System.Globalization;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Meta;

/// <summary>Goes through an object and everything in it.</summary>
public static class Walking
{
    /// <summary>The object and all objects in it, in the order of the specification, each with its path as in faults.</summary>
    public static IEnumerable<(string Path, IClass Value)> Of(IClass value) => Of("", value);

    static IEnumerable<(string Path, IClass Value)> Of(string path, IClass value)
    {
        yield return (path, value);
        foreach (var member in Metamodel.Of(value).Members)
        {
            if (member is ScalarMember)
                continue;
            var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member is ObjectMember one && one.Get(value) is { } single)
            {
                foreach (var inner in Of(at, single))
                    yield return inner;
            }
            else if (member is ListMember list && list.Get(value) is { } items)
            {
                for (var i = 0; i < items.Count; i++)
                {
                    foreach (var inner in Of(string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"), items[i]))
                        yield return inner;
                }
            }
        }
    }
}
