using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Werkstrom.Condition.Cases;

/// <summary>What people have decided of a case: who saw another decision than the one that holds has come late.</summary>
static class CaseDecided
{
    /// <summary>Tells decisions apart; what Werkstrom writes by itself, such as how sure it is, does not change it. 16 characters.</summary>
    public static string Mark(Case one) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0',
        one.State.Word(), one.Assignee, one.Mode, one.Cause, one.SnoozedUntil?.UtcTicks.ToString(CultureInfo.InvariantCulture)))))[..16];

    /// <summary>The revision in which it was decided as it holds now, and the one before that; null where nothing was decided yet.</summary>
    /// <param name="revisions">Newest first.</param>
    public static (Case Made, Case Before)? Last(IReadOnlyList<Case> revisions)
    {
        for (var i = 0; i + 1 < revisions.Count; i++)
        {
            if (Mark(revisions[i]) != Mark(revisions[i + 1]))
                return (revisions[i], revisions[i + 1]);
        }

        return null;
    }
}
