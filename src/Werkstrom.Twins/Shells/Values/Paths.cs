using System.Globalization;
using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Shells.Values;

/// <summary>Names elements: their paths, and references to them.</summary>
static class Paths
{
    /// <summary>The paths of all elements in one; of its direct ones when <paramref name="isCore"/>.</summary>
    public static IEnumerable<string> Below(IClass owner, string path, bool isCore)
    {
        var at = 0;
        foreach (var child in Tree.Children(owner))
        {
            var childPath = ElementPath.Join(path, child.IdShort, at++, owner is SubmodelElementList);
            yield return childPath;
            foreach (var deeper in isCore ? [] : Below(child, childPath, isCore))
                yield return deeper;
        }
    }

    /// <summary>A reference to a shell, submodel or concept description.</summary>
    public static Reference To(IIdentifiable target) => new() { Type = ReferenceTypes.ModelReference, Keys = [new() { Type = KeyOf(target), Value = target.Id }] };

    /// <summary>A reference to the element at a path, which is there.</summary>
    public static Reference To(Submodel submodel, ElementPath path)
    {
        var reference = To(submodel);
        IClass at = submodel;
        foreach (var step in path.Steps)
        {
            var children = Tree.Children(at);
            at = step.Name is null ? children[step.Index] : children.First(c => c.IdShort == step.Name);
            reference.Keys.Add(new() { Type = KeyOf(at), Value = step.Name ?? step.Index.ToString(CultureInfo.InvariantCulture) });
        }

        return reference;
    }

    static KeyTypes KeyOf(IClass value) => Enum.Parse<KeyTypes>(value.GetType().Name);
}
