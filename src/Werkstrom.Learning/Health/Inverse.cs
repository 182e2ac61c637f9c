namespace Werkstrom.Learning.Health;

/// <summary>The inverse of a symmetric positive definite matrix, by Gauss and Jordan with the largest pivot of each column.</summary>
static class Inverse
{
    public static double[,] Of(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var left = (double[,])matrix.Clone();
        var right = new double[n, n];
        for (var i = 0; i < n; i++)
            right[i, i] = 1;
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(left[row, column]));
            var divisor = left[pivot, column];
            for (var k = 0; k < n; k++)
            {
                (left[pivot, k], left[column, k]) = (left[column, k], left[pivot, k] / divisor);
                (right[pivot, k], right[column, k]) = (right[column, k], right[pivot, k] / divisor);
            }

            for (var row = 0; row < n; row++)
            {
                if (row != column)
                    Subtract(left, right, row, column, left[row, column]);
            }
        }

        return right;
    }

    static void Subtract(double[,] left, double[,] right, int row, int column, double factor)
    {
        for (var k = 0; k < left.GetLength(0); k++)
        {
            left[row, k] -= factor * left[column, k];
            right[row, k] -= factor * right[column, k];
        }
    }
}
