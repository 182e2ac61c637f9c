namespace Werkstrom.Tests.Energy.Sharing;

/// <summary>
/// What somebody who knows all published sums can find out: whether some combination of them, with any factors, is about one to four people only. Exact linear algebra
/// modulo a prime; knows nothing of how the groups were made.
/// </summary>
static class Isolation
{
    const long Prime = 2_147_483_647; // 2^31 − 1

    /// <summary>People whom a combination isolates, four at most; null when there is none.</summary>
    /// <param name="sums">Each sum: the numbers of the people in it, from 0.</param>
    /// <param name="people">How many there are, four or more.</param>
    public static int[]? Find(IEnumerable<int[]> sums, int people)
    {
        List<long[]> rows = [.. sums.Select(s => Enumerable.Range(0, people).Select(p => s.Contains(p) ? 1L : 0L).ToArray())];
        var pivots = Reduce(rows);
        for (var a = 0; a < people; a++)
        {
            for (var b = a + 1; b < people; b++)
            {
                for (var c = b + 1; c < people; c++)
                {
                    for (var d = c + 1; d < people; d++)
                    {
                        // a combination that is zero outside of these four uses only rows whose pivot is one of them
                        int[] four = [a, b, c, d];
                        var own = rows.Where((_, i) => four.Contains(pivots[i])).Select(r => r.Where((_, column) => !four.Contains(column)).ToArray()).ToList();
                        if (own.Count is var count and > 0 && Reduce(own).Count < count)
                            return four;
                    }
                }
            }
        }

        return null;
    }

    // Gauß–Jordan: each row begins with 1 at its pivot, which is 0 in all others
    static List<int> Reduce(List<long[]> rows)
    {
        List<int> pivots = [];
        for (var column = 0; rows.Count > 0 && column < rows[0].Length && pivots.Count < rows.Count; column++)
        {
            var at = pivots.Count;
            var found = rows.FindIndex(at, r => r[column] != 0);
            if (found < 0)
                continue;
            (rows[at], rows[found]) = (rows[found], rows[at]);
            Add(rows[at], rows[at], Inverse(rows[at][column]) - 1);
            foreach (var other in rows.Where((r, i) => i != at && r[column] != 0))
                Add(other, rows[at], Prime - other[column]);
            pivots.Add(column);
        }

        rows.RemoveRange(pivots.Count, rows.Count - pivots.Count);
        return pivots;
    }

    static void Add(long[] row, long[] other, long factor)
    {
        for (var k = 0; k < row.Length; k++)
            row[k] = (row[k] + (factor * other[k])) % Prime;
    }

    static long Inverse(long value)
    {
        var (result, power, left) = (1L, value % Prime, Prime - 2);
        for (; left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
                result = result * power % Prime;
            power = power * power % Prime;
        }

        return result;
    }
}
