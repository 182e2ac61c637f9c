using Werkstrom.Cooperation.Checks;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Cooperation.Terms;

namespace Werkstrom.Tests.Cooperation;

public sealed class TermRulesTests
{
    // every state × step × who, offered by A: what it becomes; all that is not here may not be done
    static readonly Dictionary<(TermState, TermStep, Side), TermState> Allowed = new()
    {
        [(TermState.Offered, TermStep.Counter, Side.A)] = TermState.Offered,
        [(TermState.Offered, TermStep.Counter, Side.B)] = TermState.Offered,
        [(TermState.Offered, TermStep.Accept, Side.B)] = TermState.InForce,
        [(TermState.Offered, TermStep.Decline, Side.B)] = TermState.Declined,
        [(TermState.Offered, TermStep.Withdraw, Side.A)] = TermState.Withdrawn,
        [(TermState.InForce, TermStep.End, Side.A)] = TermState.Ended,
        [(TermState.InForce, TermStep.End, Side.B)] = TermState.Ended,
    };

    [Fact]
    public void An_offer_goes_only_the_ways_of_the_table()
    {
        var all = from state in Enum.GetValues<TermState>() from step in Enum.GetValues<TermStep>() from who in Enum.GetValues<Side>() select (state, step, who);
        foreach (var (state, step, who) in all)
        {
            TermState? wanted = Allowed.TryGetValue((state, step, who), out var next) ? next : null;
            Assert.Equal((state, step, who, wanted), (state, step, who, TermRules.Next(state, Side.A, step, who)));
            var mirrored = who switch { Side.A => Side.B, Side.B => Side.A, _ => who };
            Assert.Equal((state, step, mirrored, wanted), (state, step, mirrored, TermRules.Next(state, Side.B, step, mirrored)));
        }
    }

    [Theory]
    [InlineData(95.0, 95.0, true, "Holds")]
    [InlineData(94.9, 95.0, true, "Fails")]
    [InlineData(0.0, 0.0, false, "Holds")]
    [InlineData(1.0, 0.0, false, "Fails")]
    [InlineData(null, 95.0, true, "Unknown")]
    public void A_limit_itself_holds(double? measured, double limit, bool isAtLeast, string verdict) => Assert.Equal(verdict, $"{Judge.Of(measured, limit, isAtLeast)}");

    [Theory]
    [InlineData("HHH", "Yes")]
    [InlineData("HHF", "With")]
    [InlineData("HHFU", "With")]
    [InlineData("HF", "No")]
    [InlineData("FFH", "No")]
    [InlineData("HHU", "Unknown")]
    [InlineData("UU", "Unknown")]
    [InlineData("", "Unknown")]
    public void The_whole_is_as_good_as_its_parts(string parts, string whole) =>
        Assert.Equal(whole, $"{Judge.Of([.. parts.Select(p => p switch { 'H' => Verdict.Holds, 'F' => Verdict.Fails, _ => Verdict.Unknown })])}");

    [Theory]
    [InlineData(PilotState.Draft, "Running Stopped")]
    [InlineData(PilotState.Running, "Ended Stopped")]
    [InlineData(PilotState.Ended, "")]
    [InlineData(PilotState.Stopped, "")]
    internal void A_pilot_goes_forward_only(PilotState from, string to) =>
        Assert.Equal(to, string.Join(' ', Enum.GetValues<PilotState>().Where(next => Pilot(from).MayBecome(next))));

    [Fact]
    public void Room_for_change_is_used_up_by_moving_and_by_waiting()
    {
        Werkstrom.Cooperation.Plan.Milestone milestone = new() { Id = 1, PilotId = 1, Name = "x", Planned = new(2026, 3, 10), BufferDays = 5, Due = new(2026, 3, 12) };
        Assert.Equal(2, milestone.Used(new(2026, 3, 1)));
        Assert.Equal(9, milestone.Used(new(2026, 3, 19)));
        milestone.Done = new(2026, 3, 9);
        Assert.Equal(0, milestone.Used(new(2026, 3, 19)));
    }

    static Pilot Pilot(PilotState state) => new()
    {
        Id = 1,
        Title = "x",
        Question = "x",
        PartnerA = "a",
        PartnerB = "b",
        Starts = new(2026, 3, 1),
        Ends = new(2026, 3, 31),
        CreatedAt = default,
        State = state,
    };
}
