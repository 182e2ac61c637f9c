using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Werkstrom.Learning.Profile;

/// <summary>
/// Goes through the pairs of windows (i of the rows, i + d of the columns) along the diagonals d, eight neighbouring diagonals at once: on a
/// diagonal the product of two windows follows from that of the pair before. A diagonal is always summed the same way, so that the number of
/// threads changes nothing.
/// </summary>
static class Sweep
{
    const int Lanes = 8;

    /// <summary>Diagonals from <paramref name="first"/> on.</summary>
    /// <returns>Best neighbours of the rows, to the right, and of the columns, to the left.</returns>
    public static (Best Rows, Best Columns) Run(WindowStats rows, WindowStats columns, int first, int threads, CancellationToken stop)
    {
        var blocks = Math.Max(0, (columns.Count - first + Lanes - 1) / Lanes);
        var (own, next) = (new (Best Rows, Best Columns)[threads], 0);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop }, worker =>
        {
            own[worker] = (new(rows.Count), new(columns.Count));
            int block;
            while ((block = Interlocked.Increment(ref next) - 1) < blocks)
            {
                stop.ThrowIfCancellationRequested();
                Block(rows, columns, first + (block * Lanes), own[worker].Rows, own[worker].Columns);
            }
        });
        for (var worker = 1; worker < threads; worker++)
        {
            own[0].Rows.Join(own[worker].Rows);
            own[0].Columns.Join(own[worker].Columns);
        }

        return own[0];
    }

    static void Block(WindowStats rows, WindowStats columns, int first, Best ofRows, Best ofColumns)
    {
        Span<double> products = stackalloc double[Lanes];
        var lanes = Math.Min(Lanes, columns.Count - first);
        for (var lane = 0; lane < lanes; lane++)
            products[lane] = rows.Product(0, columns, first + lane);
        // as far as all lanes go, then each lane to its end
        var common = lanes == Lanes ? Math.Min(rows.Count, columns.Count - first - Lanes + 1) : 0;
        if (common > 0)
            Together(rows, columns, first, common, products, ofRows, ofColumns);
        for (var lane = 0; lane < lanes; lane++)
            Alone(rows, columns, first + lane, common, products[lane], ofRows, ofColumns);
    }

    static void Together(WindowStats rows, WindowStats columns, int first, int count, Span<double> products, Best ofRows, Best ofColumns)
    {
        ref var df = ref MemoryMarshal.GetArrayDataReference(columns.Df);
        ref var dg = ref MemoryMarshal.GetArrayDataReference(columns.Dg);
        ref var inverse = ref MemoryMarshal.GetArrayDataReference(columns.Inverse);
        ref var best = ref MemoryMarshal.GetArrayDataReference(ofColumns.Correlation);
        var (rowDf, rowDg, rowInverse, rowBest) = (rows.Df, rows.Dg, rows.Inverse, ofRows.Correlation);
        var product = Vector512.Create<double>(products);
        for (var i = 0; i < count; i++)
        {
            var at = (nuint)(uint)(i + first);
            product = Vector512.FusedMultiplyAdd(Vector512.Create(rowDf[i]), Vector512.LoadUnsafe(ref dg, at), product);
            product = Vector512.FusedMultiplyAdd(Vector512.Create(rowDg[i]), Vector512.LoadUnsafe(ref df, at), product);
            var correlation = product * Vector512.Create(rowInverse[i]) * Vector512.LoadUnsafe(ref inverse, at);
            if (Vector512.GreaterThanAny(correlation, Vector512.Min(Vector512.Create(rowBest[i]), Vector512.LoadUnsafe(ref best, at))))
                Note(correlation, i, first, ofRows, ofColumns);
        }

        product.CopyTo(products);
    }

    static void Note(Vector512<double> correlation, int i, int first, Best ofRows, Best ofColumns)
    {
        for (var lane = 0; lane < Lanes; lane++)
            Note(correlation[lane], i, i + first + lane, ofRows, ofColumns);
    }

    static void Note(double correlation, int row, int column, Best ofRows, Best ofColumns)
    {
        if (double.IsNaN(correlation))
            return;
        ofRows.Offer(row, correlation, column);
        ofColumns.Offer(column, correlation, row);
    }

    static void Alone(WindowStats rows, WindowStats columns, int diagonal, int from, double product, Best ofRows, Best ofColumns)
    {
        for (var i = from; i < rows.Count && i + diagonal < columns.Count; i++)
        {
            var at = i + diagonal;
            product = Math.FusedMultiplyAdd(rows.Df[i], columns.Dg[at], product);
            product = Math.FusedMultiplyAdd(rows.Dg[i], columns.Df[at], product);
            Note(product * rows.Inverse[i] * columns.Inverse[at], i, at, ofRows, ofColumns);
        }
    }
}
