using System.Collections.Frozen;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Meta;

/// <summary>What a class of the metamodel is called and made of, in the order of the specification.</summary>
public sealed class ClassInfo
{
    readonly FrozenDictionary<string, Member> _byName;

    internal ClassInfo(string name, Type type, Func<IClass> create, bool hasModelType, Member[] members)
    {
        (Name, Type, Create, HasModelType, Members) = (name, type, create, hasModelType, members);
        XmlName = Literals.FirstLower(name);
        _byName = members.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);
    }

    /// <summary>Name of the class, the value of <c>modelType</c> in JSON.</summary>
    public string Name { get; }

    /// <summary>Name of its element in XML.</summary>
    public string XmlName { get; }

    /// <summary>The C# class.</summary>
    public Type Type { get; }

    /// <summary>Whether JSON says the class by <c>modelType</c>.</summary>
    public bool HasModelType { get; }

    /// <summary>The attributes in the order of the specification.</summary>
    public IReadOnlyList<Member> Members { get; }

    internal Func<IClass> Create { get; }

    /// <summary>The attribute of that name, or null.</summary>
    public Member? Find(string name) => _byName.GetValueOrDefault(name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The classes that an attribute allows.</summary>
public sealed class ClassChoice
{
    readonly FrozenDictionary<string, ClassInfo> _byName;
    readonly FrozenDictionary<string, ClassInfo> _byXmlName;

    ClassChoice(Type type)
    {
        Name = type.IsInterface ? type.Name[1..] : type.Name;
        IsOpen = type.IsInterface;
        Classes = [.. Metamodel.Classes.Where(c => type.IsAssignableFrom(c.Type))];
        _byName = Classes.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);
        _byXmlName = Classes.ToFrozenDictionary(c => c.XmlName, StringComparer.Ordinal);
    }

    /// <summary>Name of the class, or of what its classes have in common.</summary>
    public string Name { get; }

    /// <summary>Whether the object itself must say of which class it is.</summary>
    public bool IsOpen { get; }

    /// <summary>The classes.</summary>
    public IReadOnlyList<ClassInfo> Classes { get; }

    /// <summary>The classes that are a <typeparamref name="T"/>.</summary>
    public static ClassChoice Of<T>() where T : class, IClass => Cached<T>.Choice;

    /// <summary>The class of that name, or null.</summary>
    public ClassInfo? Find(string name) => _byName.GetValueOrDefault(name);

    internal ClassInfo? FindXml(string name) => _byXmlName.GetValueOrDefault(name);

    static class Cached<T> where T : class, IClass
    {
        public static readonly ClassChoice Choice = new(typeof(T));
    }
}
