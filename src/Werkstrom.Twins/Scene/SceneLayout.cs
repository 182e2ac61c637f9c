namespace Werkstrom.Twins.Scene;

/// <summary>
/// Where things stand, from the tree alone: the same tree gives the same places, and nothing stands in another thing. Children keep their order, in rows;
/// what a person placed stands there, and everything else keeps its place unless it would stand in it.
/// </summary>
static class SceneLayout
{
    const double Aisle = 1.8, Yard = 2.4, Border = 1.4, Plate = 1.8, LongestLine = 46, Proportion = 1.7;

    /// <summary>Places things and the groups around them; a parent before its children; what nobody moved is centred at 0, 0.</summary>
    /// <param name="nodes">A parent before its children, in the order of the tree.</param>
    public static IReadOnlyList<Placed> Arrange(IReadOnlyList<LayoutNode> nodes)
    {
        var children = nodes.ToLookup(node => node.ParentId ?? 0);
        var all = Inside([.. children[0].Select(root => Build(root, children))], isLine: false);
        List<Placed> placed = [];
        foreach (var (block, x, z) in all)
            Put(block, x, z, placed);
        return placed;
    }

    static Block Build(LayoutNode node, ILookup<int, LayoutNode> children)
    {
        if (!node.IsGroup)
        {
            var (width, depth, _) = SceneShapes.Size(node.Shape);
            return new(node, Turned(width, depth, node.Place?.Turn ?? 0), []);
        }

        var inside = Inside([.. children[node.Id].Select(child => Build(child, children))], node.IsLine);
        var bounds = inside.Count == 0 ? new Rect(-3, -2, 3, 2) : Bounds(inside);
        return new(node, new(bounds.Left - Border, bounds.Back - Border, bounds.Right + Border, bounds.Front + Border + Plate), inside);
    }

    /// <summary>A turned thing needs the room of the rectangle around it.</summary>
    public static Rect Turned(double width, double depth, double turn)
    {
        var (sin, cos) = Math.SinCos(turn * Math.PI / 180);
        var (x, z) = ((Math.Abs(width * cos) + Math.Abs(depth * sin)) / 2, (Math.Abs(width * sin) + Math.Abs(depth * cos)) / 2);
        return new(-x, -z, x, z);
    }

    static List<(Block Block, double X, double Z)> Inside(IReadOnlyList<Block> blocks, bool isLine)
    {
        var slots = Rows([.. blocks.Select(Straight)], isLine);
        List<(Block Block, double X, double Z)> kept = [.. Chosen(blocks)];
        var chosen = kept.Select(k => k.Block.Node.Id).ToHashSet();
        List<Block> displaced = [];
        foreach (var slot in slots.Where(s => !chosen.Contains(s.Block.Node.Id)))
        {
            if (kept.Exists(k => Overlap(k, slot)))
                displaced.Add(slot.Block);
            else
                kept.Add(slot);
        }

        if (displaced.Count > 0)
        {
            var (others, more) = (Bounds(kept), Rows(displaced, isLine));
            var shift = others.Front + Yard - Bounds(more).Back;
            kept.AddRange(more.Select(m => (m.Block, m.X, m.Z + shift)));
        }

        return kept;
    }

    // its slot is that of the thing as it was before: else its neighbours would move when it is turned
    static Block Straight(Block block)
    {
        if (block.Node.IsGroup || block.Node.Place is null)
            return block;
        var (width, depth, _) = SceneShapes.Size(block.Node.Shape);
        return block with { Node = block.Node with { Place = null }, Rect = Turned(width, depth, 0) };
    }

    // of two that were put into each other, the one with the lower number stays
    static List<(Block Block, double X, double Z)> Chosen(IReadOnlyList<Block> blocks)
    {
        List<(Block Block, double X, double Z)> chosen = [];
        foreach (var block in blocks.Where(b => b.Node.Place is not null).OrderBy(b => b.Node.Id))
        {
            var wish = (block, block.Node.Place!.X, block.Node.Place.Z);
            if (!chosen.Exists(c => Overlap(c, wish)))
                chosen.Add(wish);
        }

        return chosen;
    }

    // in rows, the first behind; the middle of all is 0, 0
    static List<(Block Block, double X, double Z)> Rows(IReadOnlyList<Block> blocks, bool isLine)
    {
        if (blocks.Count == 0)
            return [];
        List<(Block Block, double X, double Z)> placed = [];
        var (back, gap) = (0.0, blocks.Any(b => b.Node.IsGroup) ? Yard : Aisle);
        var rows = Fold(blocks, isLine ? LongestLine : Widest(blocks), gap);
        foreach (var row in Even(rows, gap))
            back = Lay(row, back, gap, placed);
        var whole = Bounds(placed);
        return [.. placed.Select(p => (p.Block, p.X - whole.CentreX, p.Z - whole.CentreZ))];
    }

    static double Widest(IReadOnlyList<Block> blocks) =>
        Math.Max(blocks.Max(b => b.Rect.Width), Math.Sqrt(Proportion * blocks.Sum(b => (b.Rect.Width + Aisle) * (b.Rect.Depth + Aisle))));

    static List<List<Block>> Fold(IReadOnlyList<Block> blocks, double widest, double gap)
    {
        List<List<Block>> rows = [];
        var width = double.PositiveInfinity;
        foreach (var block in blocks)
        {
            if (width + gap + block.Rect.Width > widest)
            {
                rows.Add([]);
                width = -gap;
            }

            rows[^1].Add(block);
            width += gap + block.Rect.Width;
        }

        return rows;
    }

    // the floors of rows end at one edge: a ragged one says nothing
    static IEnumerable<List<Block>> Even(List<List<Block>> rows, double gap)
    {
        static double Length(List<Block> row, double gap) => row.Sum(b => b.Rect.Width) + (gap * (row.Count - 1));

        var widest = rows.Max(r => Length(r, gap));
        foreach (var row in rows)
        {
            if (row[^1].Node.IsGroup)
                row[^1] = row[^1] with { Rect = row[^1].Rect.Wider(row[^1].Rect.Width + widest - Length(row, gap)) };
            yield return row;
        }
    }

    static double Lay(List<Block> row, double back, double gap, List<(Block Block, double X, double Z)> placed)
    {
        var (x, depth) = (0.0, row.Max(b => b.Rect.Depth));
        foreach (var block in row)
        {
            placed.Add((block, x - block.Rect.Left, back + (depth / 2) - block.Rect.CentreZ));
            x += block.Rect.Width + gap;
        }

        return back + depth + gap;
    }

    static Rect Bounds(IReadOnlyList<(Block Block, double X, double Z)> placed) => placed.Count == 0 ? new(0, 0, 0, 0)
        : placed.Select(p => p.Block.Rect.Moved(p.X, p.Z)).Aggregate((a, b) => a.With(b));

    static bool Overlap((Block Block, double X, double Z) one, (Block Block, double X, double Z) other) =>
        one.Block.Rect.Moved(one.X, one.Z).Overlaps(other.Block.Rect.Moved(other.X, other.Z));

    static void Put(Block block, double x, double z, List<Placed> placed)
    {
        var (node, rect) = (block.Node, block.Rect.Moved(x, z));
        if (node.IsGroup)
        {
            placed.Add(new(node, rect.CentreX, rect.CentreZ, x, z, 0, rect.Width, rect.Depth));
        }
        else
        {
            var (width, depth, _) = SceneShapes.Size(node.Shape);
            placed.Add(new(node, x, z, x, z, node.Place?.Turn ?? 0, width, depth));
        }

        foreach (var (inner, dx, dz) in block.Inside)
            Put(inner, x + dx, z + dz, placed);
    }

    /// <param name="Node">What it is.</param>
    /// <param name="Rect">The room it needs, around its own 0, 0.</param>
    /// <param name="Inside">What stands in it.</param>
    sealed record Block(LayoutNode Node, Rect Rect, IReadOnlyList<(Block Block, double X, double Z)> Inside);
}

/// <summary>What is to be placed.</summary>
/// <param name="Id">Number of the asset.</param>
/// <param name="ParentId">The group it stands in; null: in none.</param>
/// <param name="Shape">What it looks like.</param>
/// <param name="IsGroup">True for what others stand in.</param>
/// <param name="IsLine">True for machines in a row.</param>
/// <param name="Place">Where a person put it; null: nowhere.</param>
sealed record LayoutNode(int Id, int? ParentId, SceneShape Shape, bool IsGroup, bool IsLine = false, PlaceRow? Place = null);

/// <summary>Where something stands, in metres; x to the right, z to the front.</summary>
/// <param name="Node">What it is.</param>
/// <param name="X">Its centre.</param>
/// <param name="Z">Its centre.</param>
/// <param name="OriginX">For a group: the point that places inside are counted from.</param>
/// <param name="OriginZ">The same, to the front.</param>
/// <param name="Turn">Degrees clockwise seen from above.</param>
/// <param name="Width">Of the thing before it is turned, of the floor of a group.</param>
/// <param name="Depth">The same, to the front.</param>
sealed record Placed(LayoutNode Node, double X, double Z, double OriginX, double OriginZ, double Turn, double Width, double Depth)
{
    /// <summary>The room it takes.</summary>
    public Rect Rect() => SceneLayout.Turned(Width, Depth, Turn).Moved(X, Z);
}

/// <summary>A rectangle seen from above, metres.</summary>
readonly record struct Rect(double Left, double Back, double Right, double Front)
{
    // what is computed in another order differs in the last digits
    const double Touch = 1e-6;

    public double Width => Right - Left;

    public double Depth => Front - Back;

    public double CentreX => (Left + Right) / 2;

    public double CentreZ => (Back + Front) / 2;

    public Rect Moved(double x, double z) => new(Left + x, Back + z, Right + x, Front + z);

    public Rect With(Rect other) => new(Math.Min(Left, other.Left), Math.Min(Back, other.Back), Math.Max(Right, other.Right), Math.Max(Front, other.Front));

    public Rect Wider(double width) => this with { Left = Left - ((width - Width) / 2), Right = Right + ((width - Width) / 2) };

    public bool Overlaps(Rect other) => Left < other.Right - Touch && other.Left < Right - Touch && Back < other.Front - Touch && other.Back < Front - Touch;
}
