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

    /// <summary>
    /// False when a required attribute is not there. Constraints look at the whole object, so they wait where a part of it was left out.
    /// </summary>
    public static bool Finish(IClass value, ClassInfo info, ReadOnlySpan<Outcome> outcomes, FaultList faults)
    {
        var usable = true;
        for (var i = 0; i < info.Members.Count; i++)
        {
            if (!info.Members[i].IsRequired || outcomes[i] is Outcome.Read or Outcome.Partly)
                continue;
            usable = false;
            if (outcomes[i] == Outcome.Absent)
                faults.Add(info.Members[i].Name, "schema", "is required and missing");
        }

        if (usable && !outcomes.ContainsAny(Outcome.Left, Outcome.Partly))
            AasRules.CheckObject(value, faults);
        return usable;
    }
}
