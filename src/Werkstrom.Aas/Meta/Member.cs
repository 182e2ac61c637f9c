using System.Text;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Meta;

/// <summary>One attribute of a class: its name, whether it must be there, and how to get and set it.</summary>
public abstract class Member
{
    internal Member(string name, bool required)
    {
        Name = name;
        IsRequired = required;
        Utf8Name = Encoding.UTF8.GetBytes(name);
    }

    /// <summary>Name in JSON and XML, like <c>semanticId</c>.</summary>
    public string Name { get; }

    /// <summary>Whether an object without it is none.</summary>
    public bool IsRequired { get; }

    internal byte[] Utf8Name { get; }

    /// <summary>Whether <paramref name="owner"/> has a value here.</summary>
    public abstract bool IsSet(IClass owner);
}

/// <summary>How JSON writes a scalar.</summary>
public enum ScalarKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>; a string in XML.</summary>
    Boolean,

    /// <summary>A literal of an enumeration.</summary>
    Literal,

    /// <summary>Bytes in base64.</summary>
    Bytes,
}

/// <summary>An attribute that is one text, literal, truth value or a run of bytes.</summary>
public abstract class ScalarMember : Member
{
    internal ScalarMember(string name, bool required, ScalarKind kind, TextRule? rule) : base(name, required)
    {
        Kind = kind;
        Rule = rule;
    }

    /// <summary>How JSON writes it.</summary>
    public ScalarKind Kind { get; }

    internal TextRule? Rule { get; }

    /// <summary>The value as text, or null when there is none.</summary>
    public abstract string? Get(IClass owner);

    /// <summary>Sets the value from its text; otherwise says what is wrong with the text.</summary>
    public abstract string? TrySet(IClass owner, string text);

    /// <inheritdoc/>
    public override bool IsSet(IClass owner) => Get(owner) is not null;
}

/// <summary>An attribute that is one object.</summary>
public abstract class ObjectMember : Member
{
    internal ObjectMember(string name, bool required) : base(name, required)
    {
    }

    /// <summary>The classes that the object may be of.</summary>
    public abstract ClassChoice Choice { get; }

    /// <summary>The object, or null.</summary>
    public abstract IClass? Get(IClass owner);

    /// <summary>Sets the object, which is of one of the classes of <see cref="Choice"/>.</summary>
    public abstract void Set(IClass owner, IClass value);

    internal abstract void Clear(IClass owner);

    /// <inheritdoc/>
    public override bool IsSet(IClass owner) => Get(owner) is not null;
}

/// <summary>An attribute that is a list of objects; absent or at least one.</summary>
public abstract class ListMember : Member
{
    internal ListMember(string name, bool required) : base(name, required)
    {
    }

    /// <summary>The classes that the objects may be of.</summary>
    public abstract ClassChoice Choice { get; }

    /// <summary>The objects, or null.</summary>
    public abstract IReadOnlyList<IClass>? Get(IClass owner);

    /// <summary>Sets the objects, which are of the classes of <see cref="Choice"/>.</summary>
    public abstract void Set(IClass owner, IReadOnlyList<IClass> values);

    internal abstract void Clear(IClass owner);

    /// <inheritdoc/>
    public override bool IsSet(IClass owner) => Get(owner) is not null;
}
