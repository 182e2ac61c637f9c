namespace Werkstrom.Learning.Boosting;

/// <summary>Answers for many rows: tree by tree over a block of rows, so that the tree stays near the processor.</summary>
static class Predictor
{
    const int Block = 256;

    public static double[][] Run(FeatureTable table, Tree[] trees, double[] start, Loss loss, int threads)
    {
        var answers = new double[table.Rows][];
        var blocks = (table.Rows + Block - 1) / Block;
        if (threads > 1 && blocks > 1)
        {
            Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, One);
        }
        else
        {
            for (var b = 0; b < blocks; b++)
                One(b);
        }

        return answers;

        void One(int block) => Answer(table, trees, start, loss, block * Block, answers);
    }

    static void Answer(FeatureTable table, Tree[] trees, double[] start, Loss loss, int first, double[][] answers)
    {
        var (count, width) = (Math.Min(Block, table.Rows - first), table.Columns.Count);
        var rows = new float[count * width];
        for (var c = 0; c < width; c++)
        {
            for (var r = 0; r < count; r++)
                rows[(r * width) + c] = table.Columns[c][first + r];
        }

        for (var r = 0; r < count; r++)
            answers[first + r] = [.. start];
        for (var t = 0; t < trees.Length; t++)
        {
            for (var r = 0; r < count; r++)
                answers[first + r][t % start.Length] += trees[t].Predict(rows.AsSpan(r * width, width));
        }

        for (var r = 0; r < count; r++)
            loss.Answer(answers[first + r]);
    }
}
