using Werkstrom.Aas.Model;
using File = Werkstrom.Aas.Model.File;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Twins.Shells.Values;

/// <summary>How deep and how much is shown.</summary>
/// <param name="IsCore">Only one level of elements.</param>
/// <param name="WithBlobs">With the bytes of blobs.</param>
readonly record struct Depth(bool IsCore, bool WithBlobs);

/// <summary>Copies of elements without what is not asked for.</summary>
static class Shape
{
    /// <summary>A submodel or element as it is asked for; the same object when nothing is left out.</summary>
    public static T Of<T>(T value, Depth depth) where T : class, IClass
    {
        if (depth is { IsCore: false, WithBlobs: true })
            return value;
        if (value is Blob { Value: not null } blob && !depth.WithBlobs)
        {
            var copy = Tree.Copy(blob);
            copy.Value = null;
            return (T)(IClass)copy;
        }

        var children = Tree.Children(value);
        List<ISubmodelElement>? changed = null;
        for (var i = 0; i < children.Count; i++)
        {
            var shaped = depth.IsCore ? Of(Bare(children[i]), depth with { IsCore = false }) : Of(children[i], depth);
            if (!ReferenceEquals(shaped, children[i]))
                (changed ??= [.. children])[i] = shaped;
        }

        return changed is null ? value : Tree.WithChildren(value, changed);
    }

    /// <summary>An element without the elements in it.</summary>
    static ISubmodelElement Bare(ISubmodelElement element) => Tree.Children(element).Count == 0 ? element : Tree.WithChildren(element, []);

    /// <summary>What describes an object, without its value.</summary>
    public static T Metadata<T>(T value) where T : class, IClass
    {
        var copy = Tree.IsContainer(value) ? Tree.WithChildren(value, []) : Tree.Copy(value);
        switch (copy)
        {
            case Property p:
                (p.Value, p.ValueId) = (null, null);
                break;
            case MultiLanguageProperty m:
                (m.Value, m.ValueId) = (null, null);
                break;
            case Range r:
                (r.Min, r.Max) = (null, null);
                break;
            case ReferenceElement r:
                r.Value = null;
                break;
            case Blob b:
                b.Value = null;
                break;
            case File f:
                f.Value = null;
                break;
            case Operation o:
                (o.InputVariables, o.OutputVariables, o.InoutputVariables) = (null, null, null);
                break;
        }

        return copy;
    }

    /// <summary>Attributes that are values or hold elements, so that no metadata can have them.</summary>
    public static IReadOnlyList<string> ValueAttributes { get; } =
        ["value", "valueId", "min", "max", "first", "second", "annotations", "statements", "observed", "submodelElements", "inputVariables", "outputVariables", "inoutputVariables"];
}
