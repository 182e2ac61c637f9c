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

/// <summary>Sets scalars of an object that is read.</summary>
static class Scalars
{
    /// <summary>Sets a scalar and tells what is wrong with it; false when the object is left without it.</summary>
    public static bool Set(ScalarMember member, IClass owner, string text, FaultList faults)
    {
        if (member.TrySet(owner, text) is { } wrong)
        {
            faults.Add("schema", $"{FaultList.Quote(text)} {wrong}");
            return false;
        }

        member.Rule?.Check(text, faults);
        return true;
    }
}
