using Werkstrom.Twins.Scene;

namespace Werkstrom.Tests.Twins;

/// <summary>Where things stand: the same at every visit, and nothing in another thing.</summary>
public sealed class SceneLayoutTests
{
    static readonly SceneShape[] Shapes = [.. Enum.GetValues<SceneShape>().Where(s => s is not SceneShape.Hall)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Two_hundred_machines_stand_apart_within_their_groups_also_when_some_were_moved(int seed)
    {
        var nodes = Plant(seed, 200);

        var placed = SceneLayout.Arrange(nodes);

        Assert.Equal(nodes.Count, placed.Count);
        Assert.Equal(placed, SceneLayout.Arrange(Plant(seed, 200)));
        var byId = placed.ToDictionary(p => p.Node.Id);
        foreach (var siblings in placed.GroupBy(p => p.Node.ParentId))
        {
            Placed[] all = [.. siblings];
            for (var i = 0; i < all.Length; i++)
            {
                for (var j = i + 1; j < all.Length; j++)
                    Assert.False(all[i].Rect().Overlaps(all[j].Rect()), $"{all[i]} stands in {all[j]}");
            }
        }

        foreach (var inner in placed.Where(p => p.Node.ParentId is not null))
        {
            var (room, own) = (byId[inner.Node.ParentId!.Value].Rect(), inner.Rect());
            Assert.True(own.Left >= room.Left && own.Right <= room.Right && own.Back >= room.Back && own.Front <= room.Front, $"{inner} stands outside of its group {room}");
        }
    }

    [Fact]
    public void A_rule_of_overlap_sees_one() =>
        Assert.True(new Rect(0, 0, 2, 2).Overlaps(new(1, 1, 3, 3)) && !new Rect(0, 0, 2, 2).Overlaps(new(2, 0, 4, 2)));

    [Fact]
    public void Machines_of_a_line_stand_in_a_row_in_their_order_with_an_aisle_between()
    {
        var placed = SceneLayout.Arrange(
        [
            new(1, null, SceneShape.Building, IsGroup: true, IsLine: true),
            new(2, 1, SceneShape.Mill, false), new(3, 1, SceneShape.Press, false), new(4, 1, SceneShape.Robot, false),
        ]);

        // widths 3.2, 2.6, 3.4 and two aisles of 1.8: 12.8, so the mill begins at -6.4
        Assert.Equal([-4.8, -0.1, 4.7], placed.Skip(1).Select(p => Math.Round(p.X, 6)));
        Assert.Single(placed.Skip(1).Select(p => Math.Round(p.Z, 6)).Distinct());
        Assert.Equal((15.6, 8.0), (Math.Round(placed[0].Width, 6), Math.Round(placed[0].Depth, 6))); // border 1.4 around, and 1.8 for the name in front of the deepest, 3.4
    }

    [Fact]
    public void What_was_moved_stands_where_it_was_put_and_the_others_stay()
    {
        LayoutNode[] nodes = [new(1, null, SceneShape.Building, IsGroup: true), new(2, 1, SceneShape.Mill, false), new(3, 1, SceneShape.Mill, false)];
        var before = SceneLayout.Arrange(nodes);

        var after = SceneLayout.Arrange([nodes[0], nodes[1] with { Place = new() { AssetId = 2, X = 12, Z = -9, Turn = 90 } }, nodes[2]]);

        Assert.Equal((12.0 + after[0].OriginX, -9.0 + after[0].OriginZ, 90.0), (after[1].X, after[1].Z, after[1].Turn));
        Assert.Equal(before[2].X - before[0].OriginX, after[2].X - after[0].OriginX, 6);
        Assert.Equal((2.6, 3.2), (Math.Round(after[1].Rect().Width, 6), Math.Round(after[1].Rect().Depth, 6))); // a mill is 3.2 by 2.6; turned it is 2.6 by 3.2
    }

    [Fact]
    public void What_stood_there_before_makes_way()
    {
        LayoutNode[] nodes = [new(1, null, SceneShape.Building, IsGroup: true), new(2, 1, SceneShape.Mill, false), new(3, 1, SceneShape.Mill, false)];
        var slot = SceneLayout.Arrange(nodes)[2];
        PlaceRow there = new() { AssetId = 2, X = slot.X, Z = slot.Z, Turn = 0 };

        var after = SceneLayout.Arrange([nodes[0], nodes[1] with { Place = there }, nodes[2]]);

        Assert.False(after[1].Rect().Overlaps(after[2].Rect()));
    }

    static List<LayoutNode> Plant(int seed, int machines)
    {
        var random = new Random(seed);
        List<LayoutNode> nodes = [new(1, null, SceneShape.Building, IsGroup: true)];
        var id = 2;
        while (nodes.Count(n => !n.IsGroup) < machines)
        {
            var hall = id++;
            nodes.Add(new(hall, 1, SceneShape.Building, IsGroup: true));
            for (var lines = random.Next(1, 4); lines > 0; lines--)
            {
                var line = id++;
                nodes.Add(new(line, hall, SceneShape.Building, IsGroup: true, IsLine: random.Next(2) == 0, Place: random.Next(8) == 0 ? Put(line, random) : null));
                for (var count = random.Next(1, 25); count > 0; count--)
                {
                    var machine = id++;
                    nodes.Add(new(machine, line, Shapes[random.Next(Shapes.Length)], false, Place: random.Next(6) == 0 ? Put(machine, random) : null));
                }
            }
        }

        return nodes;
    }

    static PlaceRow Put(int id, Random random) =>
        new() { AssetId = id, X = (random.NextDouble() * 60) - 30, Z = (random.NextDouble() * 40) - 20, Turn = random.Next(24) * 15 };
}
