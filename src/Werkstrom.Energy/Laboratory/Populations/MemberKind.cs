using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Laboratory.Populations;

/// <summary>What contract and meter tell of the kind of a customer. Nobody is asked, and nothing about persons is kept for it.</summary>
static class MemberKind
{
    /// <summary>
    /// Share of November to February in a household's year from which it heats with electricity, ‰. The measured household profiles of VDI 4657 have 338
    /// without a heat pump, 411 with a quarter and 485 with half of the energy for one, and 632 for the heat pump alone; an even year has 329.
    /// </summary>
    public const int HeatPermille = 450;

    /// <summary>The kind.</summary>
    /// <param name="contract">Load profile, and whether there is a controllable device (§ 14a EnWG, module 1).</param>
    /// <param name="range">The quarter-hours.</param>
    /// <param name="wh">What was used in each of them.</param>
    /// <param name="feedsIn">Whether anything was fed into the grid.</param>
    public static MemberBranch Of(Contract contract, QuarterRange range, ReadOnlySpan<int> wh, bool feedsIn) => contract.Profile switch
    {
        ['G', ..] => MemberBranch.Business,
        ['L', ..] => MemberBranch.Farm,
        ['P' or 'S', ..] => MemberBranch.Solar,
        _ when feedsIn => MemberBranch.Solar,
        null => MemberBranch.Metered,
        _ when Heats(range, wh) => MemberBranch.HeatPump,
        _ => contract.Place.HasModule1 ? MemberBranch.Controllable : MemberBranch.Household,
    };

    static bool Heats(QuarterRange range, ReadOnlySpan<int> wh)
    {
        long all = 0, cold = 0;
        var at = range.First;
        while (at < range.End)
        {
            var day = GermanTime.Date(at);
            var end = Math.Min(range.End, GermanTime.Day(day).End);
            var isCold = day.Month is 11 or 12 or 1 or 2;
            for (; at < end; at++)
            {
                all += wh[at - range.First];
                cold += isCold ? wh[at - range.First] : 0;
            }
        }

        return cold * 1_000 >= all * HeatPermille && all > 0;
    }
}
