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
            Pivot(system, size, k);
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
    private static void Pivot(Span<double> system, int size, int k)
    {
        int stride = size + 1, largest = k;
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
