using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>
/// What objects lack because it could not be read. Rules look at the objects with what is broken still in its place, so that everything is told at once
/// with the positions of the text, and no rule takes a gap for an absence. Afterwards <see cref="Close"/> takes out what is no whole object.
/// </summary>
sealed class Gaps
{
    readonly Dictionary<IClass, HashSet<string>> _members = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<IClass> _broken = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<ClassChoice, IClass> _blanks = [];
    readonly List<Action> _closing = [];

    bool IsEmpty => _members.Count == 0 && _blanks.Count == 0;

    /// <summary>Whether something of an object could not be read.</summary>
    public bool IsAt(IClass value) => !IsEmpty && (_members.ContainsKey(value) || _blanks.ContainsValue(value));

    /// <summary>The same of an object and all that it holds.</summary>
    public bool IsIn(IClass value) => !IsEmpty && Walking.Of(value).Any(v => IsAt(v.Value));

    /// <summary>Whether an object lacks an attribute, or a part of it, that the text may well have.</summary>
    public bool IsAt(IClass value, string member) =>
        !IsEmpty && ((_members.TryGetValue(value, out var members) && members.Contains(member)) || _blanks.ContainsValue(value));

    /// <summary>An object lacks an attribute or a part of it; without a required one it is broken.</summary>
    public void Add(IClass owner, string member, bool breaks)
    {
        if (!_members.TryGetValue(owner, out var members))
            _members[owner] = members = new(StringComparer.Ordinal);
        members.Add(member);
        if (breaks)
            _broken.Add(owner);
    }

    /// <summary>Stands in a list for what is no object at all and lacks everything.</summary>
    public IClass Blank(ClassChoice choice)
    {
        if (!_blanks.TryGetValue(choice, out var blank))
        {
            _blanks[choice] = blank = choice.Classes[0].Create();
            _broken.Add(blank);
        }

        return blank;
    }

    /// <summary>Whether an object lacks something that is required.</summary>
    public bool IsBroken(IClass value) => _broken.Contains(value);

    /// <summary>Sets an object that may be broken, until the closing.</summary>
    public void Set(ObjectMember member, IClass owner, IClass value)
    {
        member.Set(owner, value);
        if (IsBroken(value))
            _closing.Add(() => member.Clear(owner));
    }

    /// <summary>Sets objects of which some may be broken, until the closing; how many are whole.</summary>
    public int Set(ListMember member, IClass owner, IReadOnlyList<IClass> items)
    {
        member.Set(owner, items);
        if (_broken.Count == 0 || items.All(i => !IsBroken(i)))
            return items.Count;
        List<IClass> whole = [.. items.Where(i => !IsBroken(i))];
        _closing.Add(() =>
        {
            if (whole.Count > 0)
                member.Set(owner, whole);
            else
                member.Clear(owner);
        });
        return whole.Count;
    }

    /// <summary>Takes out of every object what is broken.</summary>
    public void Close() => _closing.ForEach(close => close());
}
