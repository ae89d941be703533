using static R2N2.Expression;

namespace R2N2.Tests.Vectorised.Plans;

/// <content>Steps of linear algebra.</content>
internal sealed partial class RandomFunction
{
    private static RandomValue? Product(RandomFunction f, RandomValue a)
    {
        RandomValue? b = a.Shape.Rank != 2 ? null : f.PickWhere(right => right.Shape.Rank > 0 && right.Shape[0] == a.Shape[1]);
        if (b is null)
        {
            return null;
        }

        double size = a.Shape[1] * a.Size * b.Size;
        double error = a.Shape[1] * ((a.Size * b.Error) + (b.Size * a.Error));
        Expression product = b.Shape.Rank == 1 ? a.Expression * b.Expression : MatMul(a.Expression, b.Expression);
        return new(product, size, error == 0 ? 0 : error + (a.Shape[1] * size));
    }

    private static RandomValue? SparseProduct(RandomFunction f, RandomValue a)
    {
        if (a.Shape.Rank == 0)
        {
            return null;
        }

        int rows = Pick(f, 1, 3, 9);
        var matrix = SparseMatrix.FromTriplets(rows, a.Shape[0], Enumerable.Range(0, f._random.Next(12)).Select(
            _ => (f._random.Next(rows), f._random.Next(a.Shape[0]), (double)f._random.Next(-3, 4))));
        return Rounded(matrix * a.Expression, 36 * a.Size, 36 * a.Error);
    }

    private static RandomValue? Shifted(RandomFunction f, RandomValue a) => a.Shape.Rank == 0 ? null : a with
    {
        Expression = Shift(a.Expression, f._random.Next(a.Shape.Rank), f._random.Next(-4, 5), (ShiftEdge)f._random.Next(4)),
    };

    // Neighbours times numbers, some of them as they are and some sums of their own.
    private static RandomValue? Stencil(RandomFunction f, RandomValue a)
    {
        RandomValue? Term()
        {
            RandomValue? moved = f._random.Next(4) == 0 ? a : Shifted(f, f._random.Next(3) == 0 ? Shifted(f, a)! : a);
            double factor = Pick(f, -4, -3, -1, 0.5, 1, 2);
            return f._random.Next(3) == 0 ? moved : Rounded(factor * moved!.Expression, 4 * a.Size, 4 * a.Error + (factor % 1 == 0 ? 0 : a.Size));
        }

        if (a.Shape.Rank == 0)
        {
            return null;
        }

        RandomValue sum = Term()!;
        for (int k = f._random.Next(1, 6); k > 0; k--)
        {
            RandomValue next = f._random.Next(4) == 0 ? Subtract(Term()!, Term()!) : Term()!;
            sum = f._random.Next(3) switch { 0 => Add(sum, next), 1 => Subtract(sum, next), _ => Subtract(next, sum) };
        }

        return sum;
    }

    // The diagonal outweighs the rest by as much as no element exceeds, so that A⁻¹ is below its inverse.
    private static RandomValue? Solution(RandomFunction f, RandomValue a)
    {
        int m = a.Shape.Rank == 2 ? a.Shape[0] : 0;
        RandomValue? b = m == 0 || m != a.Shape[1] ? null : f.PickWhere(right => right.Shape.Rank > 0 && right.Shape[0] == m);
        if (b is null)
        {
            return null;
        }

        Expression matrix = a.Expression + ((m + 1) * a.Size * Diag(Enumerable.Repeat(1.0, m).ToArray()));
        double size = b.Size / a.Size;
        return new(Solve(matrix, b.Expression), size, (b.Error + (m * size * (a.Error + (10 * m * a.Size)))) / a.Size);
    }
}
