using System.Numerics;
using System.Runtime.InteropServices;

namespace R2N2.Benchmarks.Engine;

/// <summary>
/// Newton's method for the Chandrasekhar H-equation as one writes it by hand: the Jacobian I - diag(1/(1 - A x)²) A in closed
/// form, eliminated with partial pivoting, instance by instance on all processors.
/// </summary>
/// <param name="matrix">A, m × m.</param>
/// <param name="tolerance">‖f(x)‖₂ at which an instance has converged.</param>
internal sealed class DenseNewton(double[,] matrix, double tolerance)
{
    private const int Limit = 50;

    // A Jacobian of 32 unknowns: 8 KiB.
    private const int MostOnStack = 32 * 33;

    private readonly double[] _a = [.. matrix.Cast<double>()];
    private readonly int _unknowns = matrix.GetLength(0);

    /// <summary>Solves a batch.</summary>
    /// <param name="guesses">The initial guesses, one instance after another.</param>
    /// <param name="solutions">Where the solutions go, likewise.</param>
    public void Solve(ReadOnlyMemory<double> guesses, Memory<double> solutions)
    {
        int count = guesses.Length / _unknowns;
        int piece = Math.Max(1, count / (8 * Environment.ProcessorCount));
        Parallel.For(0, (count + piece - 1) / piece, block =>
        {
            int start = block * piece;
            int length = Math.Min(piece, count - start) * _unknowns;
            SolveAll(guesses.Span.Slice(start * _unknowns, length), solutions.Span.Slice(start * _unknowns, length));
        });
    }

    /// <summary>Solves instances on one thread.</summary>
    /// <param name="guesses">The initial guesses, one instance after another.</param>
    /// <param name="solutions">Where the solutions go, likewise.</param>
    public void SolveAll(ReadOnlySpan<double> guesses, Span<double> solutions)
    {
        int size = _unknowns * (_unknowns + 1);
        Span<double> system = size <= MostOnStack ? stackalloc double[size] : new double[size];
        Span<double> reciprocals = size <= MostOnStack ? stackalloc double[_unknowns] : new double[_unknowns];
        guesses.CopyTo(solutions);
        for (int at = 0; at < solutions.Length; at += _unknowns)
        {
            Span<double> x = solutions.Slice(at, _unknowns);
            for (int k = 0; k < Limit && Linearise(x, reciprocals, system); k++)
            {
                LinearSystem.Eliminate(system, _unknowns);
                for (int i = 0; i < x.Length; i++)
                {
                    x[i] -= system[(i * (_unknowns + 1)) + _unknowns];
                }
            }
        }
    }

    // The rows of J, each with its element of f behind it; false, and nothing written, where f is small enough.
    private bool Linearise(ReadOnlySpan<double> x, Span<double> reciprocals, Span<double> system)
    {
        double squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            reciprocals[i] = 1 / (1 - Dot(_a.AsSpan(i * x.Length, x.Length), x));
            double f = x[i] - reciprocals[i];
            squares += f * f;
        }

        if (Math.Sqrt(squares) <= tolerance)
        {
            return false;
        }

        for (int i = 0; i < x.Length; i++)
        {
            Span<double> row = system.Slice(i * (x.Length + 1), x.Length + 1);
            row.Clear();
            row[i] = 1;
            row[x.Length] = x[i] - reciprocals[i];
            LinearSystem.Add(-reciprocals[i] * reciprocals[i], _a.AsSpan(i * x.Length, x.Length), row[..x.Length]);
        }

        return true;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ReadOnlySpan<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(left);
        ReadOnlySpan<Vector<double>> other = MemoryMarshal.Cast<double, Vector<double>>(right[..left.Length]);
        Vector<double> sums = Vector<double>.Zero;
        for (int i = 0; i < wide.Length && i < other.Length; i++)
        {
            sums = Vector.FusedMultiplyAdd(wide[i], other[i], sums);
        }

        double sum = Vector.Sum(sums);
        for (int i = wide.Length * Vector<double>.Count; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
