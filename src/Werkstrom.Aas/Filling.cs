using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Aas;

/// <summary>What became of an attribute that was read.</summary>
enum Outcome : byte
{
    /// <summary>The text does not have it.</summary>
    Absent,

    /// <summary>The object has it.</summary>
    Read,

    /// <summary>The object has it without some of its items.</summary>
    Partly,

    /// <summary>It could not be read, and the object is without it.</summary>
    Left,

    /// <summary>The text has it and says nothing: <c>null</c> or an empty list.</summary>
    Void,
}

/// <summary>Fills an object that is read.</summary>
static class Filling
{
    /// <summary>Sets a scalar and tells what is wrong with it; false when the object is left without it.</summary>
    public static bool SetScalar(ScalarMember member, IClass owner, string text, FaultList faults)
    {
        if (member.TrySet(owner, text) is { } wrong)
        {
            faults.Add("schema", $"{FaultList.Quote(text)} {wrong}");
            return false;
        }

        member.Rule?.Check(text, faults);
        return true;
    }

    /// <summary>Sets an object; null for what is none.</summary>
    public static Outcome SetObject(ObjectMember member, IClass owner, IClass? value, FaultList faults)
    {
        if (value is null)
            return Outcome.Left;
        faults.Gaps.Set(member, owner, value);
        return faults.Gaps.IsBroken(value) ? Outcome.Left : Outcome.Read;
    }

    /// <summary>Puts what was read into a list that is read; null for what is no object, which keeps its place as long as faults are told.</summary>
    public static void AddItem(List<IClass> items, IClass? item, ListMember member, FaultList faults)
    {
        if (item is not null)
            items.Add(item);
        else if (!faults.IsFull)
            items.Add(faults.Gaps.Blank(member.Choice));
    }

    /// <summary>Sets a list.</summary>
    /// <param name="member">The attribute.</param>
    /// <param name="owner">Whose attribute it is.</param>
    /// <param name="items">What was read, in its place.</param>
    /// <param name="count">How many the text has.</param>
    /// <param name="faults">The faults.</param>
    public static Outcome SetList(ListMember member, IClass owner, List<IClass> items, int count, FaultList faults)
    {
        if (count == 0)
            faults.Add("schema", AasRules.EmptyList);
        if (items.Count == 0)
            return count == 0 ? Outcome.Void : Outcome.Left;
        var whole = faults.Gaps.Set(member, owner, items);
        return whole == count ? Outcome.Read : whole == 0 ? Outcome.Left : Outcome.Partly;
    }

    /// <summary>
    /// Tells what is missing and checks the constraints of an object. One that lacks what is required is known to the gaps as broken; as soon as no more
    /// faults are told it is null.
    /// </summary>
    public static IClass? Finish(IClass value, ClassInfo info, ReadOnlySpan<Outcome> outcomes, FaultList faults)
    {
        var broken = false;
        for (var i = 0; i < info.Members.Count; i++)
        {
            var member = info.Members[i];
            var breaks = member.IsRequired && outcomes[i] is not (Outcome.Read or Outcome.Partly);
            if (breaks && outcomes[i] == Outcome.Absent)
                faults.Add(member.Name, "schema", "is required and missing");
            broken |= breaks;
            if (!faults.IsFull && (breaks || outcomes[i] is Outcome.Left or Outcome.Partly))
                faults.Gaps.Add(value, member.Name, breaks);
        }

        if (!faults.IsFull)
            AasRules.CheckObject(value, faults);
        return broken && !faults.Gaps.IsBroken(value) ? null : value;
    }
}
