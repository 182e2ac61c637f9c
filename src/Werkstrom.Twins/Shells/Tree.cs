using System.Reflection;
using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Shells;

/// <summary>Finds and changes elements of a submodel. A change copies only what lies between the root and the element; all else is shared.</summary>
static class Tree
{
    static readonly Func<object, object> CopyOf =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Func<object, object>>();

    /// <summary>A copy whose parts are the same objects.</summary>
    public static T Copy<T>(T value) where T : class, IClass => (T)CopyOf(value);

    /// <summary>The elements within a submodel or an element; empty for one that can hold none.</summary>
    public static IReadOnlyList<ISubmodelElement> Children(IClass owner) => (IReadOnlyList<ISubmodelElement>?)(owner switch
    {
        Submodel s => s.SubmodelElements,
        SubmodelElementCollection c => c.Value,
        SubmodelElementList l => l.Value,
        Entity e => e.Statements,
        AnnotatedRelationshipElement a => a.Annotations,
        _ => null,
    }) ?? [];

    /// <summary>Whether it can hold elements.</summary>
    public static bool IsContainer(IClass owner) =>
        owner is Submodel or SubmodelElementCollection or SubmodelElementList or Entity or AnnotatedRelationshipElement;

    /// <summary>A copy with other elements.</summary>
    /// <exception cref="InvalidCastException">An annotation is no data element.</exception>
    public static T WithChildren<T>(T owner, IReadOnlyList<ISubmodelElement> children) where T : class, IClass
    {
        var copy = Copy(owner);
        List<ISubmodelElement>? list = children.Count == 0 ? null : [.. children];
        switch (copy)
        {
            case Submodel s:
                s.SubmodelElements = list;
                break;
            case SubmodelElementCollection c:
                c.Value = list;
                break;
            case SubmodelElementList l:
                l.Value = list;
                break;
            case Entity e:
                e.Statements = list;
                break;
            case AnnotatedRelationshipElement a:
                a.Annotations = list is null ? null : [.. list.Cast<IDataElement>()];
                break;
        }

        return copy;
    }

    /// <summary>The element at a path, or null.</summary>
    public static ISubmodelElement? Find(Submodel root, ElementPath path)
    {
        IClass at = root;
        foreach (var step in path.Steps)
        {
            var index = IndexOf(at, step);
            if (index < 0)
                return null;
            at = Children(at)[index];
        }

        return (ISubmodelElement)at;
    }

    /// <summary>A submodel in which the element at a path, which must be there, is another one; without it when that is null.</summary>
    public static Submodel Change(Submodel root, ElementPath path, ISubmodelElement? changed) => Change(root, path.Steps, 0, changed);

    static T Change<T>(T owner, IReadOnlyList<Step> steps, int at, ISubmodelElement? changed) where T : class, IClass
    {
        var index = IndexOf(owner, steps[at]);
        List<ISubmodelElement> children = [.. Children(owner)];
        if (at + 1 < steps.Count)
            children[index] = Change(children[index], steps, at + 1, changed);
        else if (changed is null)
            children.RemoveAt(index);
        else
            children[index] = changed;
        return WithChildren(owner, children);
    }

    static int IndexOf(IClass owner, Step step)
    {
        var children = Children(owner);
        if (step.Name is null)
            return owner is SubmodelElementList && step.Index < children.Count ? step.Index : -1;
        if (owner is SubmodelElementList)
            return -1;
        for (var i = 0; i < children.Count; i++)
        {
            if (children[i].IdShort == step.Name)
                return i;
        }

        return -1;
    }
}
