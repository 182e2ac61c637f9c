using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Work;
using Werkstrom.Tests.Condition.Past;
using static Werkstrom.Tests.Condition.Past.PastPlant;

namespace Werkstrom.Tests.Condition.Work;

/// <summary>One click from a case of which nobody said yet what it is, but of which the past suggests something.</summary>
public sealed class SuspectedOrderTests(Host host) : IClassFixture<Host>
{
    WorkDesk Desk => host.Services.GetRequiredService<WorkDesk>();

    [Fact]
    public async Task An_order_takes_part_skill_and_price_from_the_last_one_of_the_suspected_mode_and_says_that_it_is_suspected()
    {
        var signal = await host.CourseAsync("wosus/presse1/temperatur", 0, 44, 14, 24, 34, 44);
        await host.FailureAsync(signal.AssetId, 15.5, 6);
        await host.FailureAsync(signal.AssetId, 27, 8);
        var last = (await Desk.AddAsync(
            new() { Title = "Lager getauscht", At = Day(27), AssetId = signal.AssetId, State = "done", FailureMode = "VIB", Part = "Spindellager", PartCost = 480, Skill = "Mechanik" },
            "Anna", default)).Order!;
        var id = await host.CaseAsync(signal, 42, 44 - (1.0 / 144));

        var answer = (await Desk.FromCaseAsync(id, "Anna", default))!;

        Assert.Equal(last.Id, answer.LikeId);
        Assert.Equal(("VIB", "Spindellager", 480.0, "Mechanik"), (answer.Order!.FailureMode, answer.Order.Part, answer.Order.PartCost, answer.Order.Skill));
        Assert.Equal("Aus der Vergangenheit vermutet, nicht bestätigt: Lagerschaden (Schwingung)", answer.Order.Remark);
    }

    [Fact]
    public async Task A_case_of_which_the_past_knows_nothing_suspects_nothing()
    {
        var signal = await host.CourseAsync("wosus2/ofen1/temperatur", 0, 44, 44);
        var id = await host.CaseAsync(signal, 42, 44 - (1.0 / 144));

        var order = (await Desk.FromCaseAsync(id, "Anna", default))!.Order!;

        Assert.Equal((null, null, null), (order.FailureMode, order.Part, order.Remark));
    }
}
