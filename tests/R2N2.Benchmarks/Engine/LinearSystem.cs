using System.Numerics;
using System.Runtime.InteropServices;

namespace R2N2.Benchmarks.Engine;

/// <summary>Gaussian elimination with partial pivoting, row by row.</summary>
internal static class LinearSystem
{
    /// <summary>Solves a system in place.</summary>
    /// <param name="system">m rows, each with its right-hand side behind it, where the solution's elements stand afterwards.</param>
    /// <param name="size">m.</param>
    public static void Eliminate(Span<double> system, int size)
    {
        int stride = size + 1;
        for (int k = 0; k < size; k++)
        {
            Pivot(system, stride, size, k);
            Span<double> pivot = system.Slice(k * stride, stride)[k..];
            double reciprocal = 1 / pivot[0];
            for (int i = k + 1; i < size; i++)
            {
                Span<double> row = system.Slice(i * stride, stride)[k..];
                Add(-row[0] * reciprocal, pivot[1..], row[1..]);
            }
        }

        for (int i = size - 1; i >= 0; i--)
        {
            Span<double> row = system.Slice(i * stride, stride);
            double sum = row[size];
            for (int j = i + 1; j < size; j++)
            {
                sum -= row[j] * system[(j * stride) + size];
            }

            row[size] = sum / row[i];
        }
    }

    /// <summary>Solves a system; of one and two unknowns in closed form.</summary>
    /// <param name="system">m rows, each with its right-hand side behind it; overwritten.</param>
    /// <param name="solution">Where the solution goes, m numbers.</param>
    public static void Solve(Span<double> system, Span<double> solution)
    {
        int size = solution.Length;
        switch (size)
        {
            case 1:
                solution[0] = system[1] / system[0];
                break;
            case 2:
                double reciprocal = 1 / ((system[0] * system[4]) - (system[1] * system[3]));
                solution[0] = ((system[2] * system[4]) - (system[1] * system[5])) * reciprocal;
                solution[1] = ((system[0] * system[5]) - (system[2] * system[3])) * reciprocal;
                break;
            default:
                Eliminate(system, size);
                for (int i = 0; i < size; i++)
                {
                    solution[i] = system[(i * (size + 1)) + size];
                }

                break;
        }
    }

    /// <summary>The inverse of a matrix.</summary>
    /// <param name="matrix">m rows of m.</param>
    /// <param name="size">m.</param>
    public static double[] Inverse(ReadOnlySpan<double> matrix, int size)
    {
        double[] rows = new double[size * 2 * size];
        for (int i = 0; i < size; i++)
        {
            matrix.Slice(i * size, size).CopyTo(rows.AsSpan(i * 2 * size));
            rows[(i * 2 * size) + size + i] = 1;
        }

        for (int k = 0; k < size; k++)
        {
            Pivot(rows, 2 * size, size, k);
            Span<double> pivot = rows.AsSpan(k * 2 * size, 2 * size)[k..];
            double reciprocal = 1 / pivot[0];
            foreach (ref double value in pivot)
            {
                value *= reciprocal;
            }

            for (int i = 0; i < size; i++)
            {
                Span<double> row = rows.AsSpan(i * 2 * size, 2 * size)[k..];
                if (i != k)
                {
                    Add(-row[0], pivot, row);
                }
            }
        }

        return [.. Enumerable.Range(0, size * size).Select(i => rows[(i / size * 2 * size) + size + (i % size)])];
    }

    /// <summary>sum += factor · values.</summary>
    public static void Add(double factor, ReadOnlySpan<double> values, Span<double> sum)
    {
        Span<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(sum);
        ReadOnlySpan<Vector<double>> added = MemoryMarshal.Cast<double, Vector<double>>(values[..sum.Length]);
        Vector<double> factors = new(factor);
        for (int i = 0; i < wide.Length && i < added.Length; i++)
        {
            wide[i] = Vector.FusedMultiplyAdd(factors, added[i], wide[i]);
        }

        for (int i = wide.Length * Vector<double>.Count; i < sum.Length; i++)
        {
            sum[i] += factor * values[i];
        }
    }

    // Brings the row with the largest element of column k to its place.
    private static void Pivot(Span<double> system, int stride, int size, int k)
    {
        int largest = k;
        for (int i = k + 1; i < size; i++)
        {
            if (Math.Abs(system[(i * stride) + k]) > Math.Abs(system[(largest * stride) + k]))
            {
                largest = i;
            }
        }

        if (largest != k)
        {
            Span<double> row = system.Slice(k * stride, stride)[k..], other = system.Slice(largest * stride, stride)[k..];
            for (int j = 0; j < row.Length; j++)
            {
                (row[j], other[j]) = (other[j], row[j]);
            }
        }
    }
}
