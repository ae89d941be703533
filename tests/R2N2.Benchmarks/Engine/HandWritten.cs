using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace R2N2.Benchmarks.Engine;

/// <summary>
/// What a programmer could write who knew f, the coefficients and the processor: the learned iteration for the Chandrasekhar
/// H-equation over blocks of 32 instances, element by element, until all of a block have converged. The bound for engines that
/// read any f, and that keep tolerances, statuses and safeguards.
/// </summary>
internal sealed class HandWritten
{
    // 5 sums of 4 registers each, 4 registers of x and a factor: 25 of the 32 there are.
    private const int Panel = 5;

    // The elements of x that stay in the first-level cache while all rows pass: 25 KiB.
    private const int Columns = 100;
    private const int Limit = 50;

    private readonly int _unknowns;
    private readonly double _tolerance;
    private readonly double[] _theta;
    private readonly int _order;

    // -A in blocks of columns, each in panels of 5 rows, column by column.
    private readonly Memory<double> _panels;
    private readonly HandWrittenBlock[] _blocks;
    private readonly Action<int> _work;
    private ReadOnlyMemory<double> _guesses;
    private Memory<double> _solutions;
    private Memory<double> _norms;
    private int _next;

    /// <summary>Prepares the iteration.</summary>
    /// <param name="a">A, m × m; m is a multiple of 5.</param>
    /// <param name="theta">The coefficients, for evaluations of f.</param>
    /// <param name="tolerance">‖f(x)‖₂ at which an instance has converged.</param>
    public HandWritten(double[,] a, Coefficients theta, double tolerance)
    {
        _unknowns = a.GetLength(0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(_unknowns % Panel, 0);
        _theta = theta.Values.ToArray();
        _order = theta.Order;
        _tolerance = tolerance;
        _panels = AlignedMemory.Allocate<double>(_unknowns * _unknowns);
        for (int i = 0; i < _unknowns; i++)
        {
            for (int j = 0; j < _unknowns; j++)
            {
                int begin = j - (j % Columns), width = Math.Min(Columns, _unknowns - begin);
                _panels.Span[(begin * _unknowns) + (i / Panel * Panel * width) + ((j - begin) * Panel) + (i % Panel)] = -a[i, j];
            }
        }

        _blocks = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new HandWrittenBlock(_unknowns, _order))];
        _work = Work;
    }

    /// <summary>Solves a batch, on all processors.</summary>
    /// <param name="guesses">The initial guesses, one instance after another.</param>
    /// <param name="solutions">Where the solutions go, likewise.</param>
    /// <param name="norms">Where ‖f(x)‖₂ of every instance goes.</param>
    public void Solve(ReadOnlyMemory<double> guesses, Memory<double> solutions, Memory<double> norms)
    {
        (_guesses, _solutions, _norms, _next) = (guesses, solutions, norms, 0);
        Parallel.For(0, _blocks.Length, _work);
    }

    private void Work(int thread)
    {
        HandWrittenBlock block = _blocks[thread];
        int count = _norms.Length;
        for (int start; (start = Interlocked.Add(ref _next, Lanes.Count) - Lanes.Count) < count;)
        {
            int rows = Math.Min(Lanes.Count, count - start);
            block.Load(_guesses.Span.Slice(start * _unknowns, rows * _unknowns));
            Iterate(block);
            block.Store(_solutions.Span.Slice(start * _unknowns, rows * _unknowns), _norms.Span.Slice(start, rows));
        }
    }

    private void Iterate(HandWrittenBlock block)
    {
        Evaluate(ref block.X, ref block.Vector(0));
        for (int k = 0; k < Limit && !block.HasConverged(_tolerance); k++)
        {
            int row = 0;
            for (int j = 1; j < _order; row += j++)
            {
                block.Combine(_theta.AsSpan(row, j), ref block.Argument);
                Evaluate(ref block.Argument, ref block.Vector(j));
            }

            block.Combine(_theta.AsSpan(row, _order), ref block.X);
            Evaluate(ref block.X, ref block.Vector(0));
        }
    }

    // f = x - 1/(1 - A x); f holds what there is of 1 - A x between the blocks of columns.
    private void Evaluate(ref double x, ref double f)
    {
        ref double a = ref MemoryMarshal.GetReference(_panels.Span);
        for (int begin = 0; begin < _unknowns; begin += Columns)
        {
            int end = Math.Min(begin + Columns, _unknowns);
            for (int i = 0; i < _unknowns; i += Panel)
            {
                var first = begin == 0 ? Lanes.Of(1) : Lanes.Load(ref f, i);
                var second = begin == 0 ? Lanes.Of(1) : Lanes.Load(ref f, i + 1);
                var third = begin == 0 ? Lanes.Of(1) : Lanes.Load(ref f, i + 2);
                var fourth = begin == 0 ? Lanes.Of(1) : Lanes.Load(ref f, i + 3);
                var fifth = begin == 0 ? Lanes.Of(1) : Lanes.Load(ref f, i + 4);
                for (int j = begin; j < end; j++)
                {
                    var value = Lanes.Load(ref x, j);
                    first = first.Add(a, value);
                    second = second.Add(Unsafe.Add(ref a, 1), value);
                    third = third.Add(Unsafe.Add(ref a, 2), value);
                    fourth = fourth.Add(Unsafe.Add(ref a, 3), value);
                    fifth = fifth.Add(Unsafe.Add(ref a, 4), value);
                    a = ref Unsafe.Add(ref a, Panel);
                }

                bool whole = end == _unknowns;
                (whole ? Lanes.Load(ref x, i).SubtractReciprocal(first) : first).Store(ref f, i);
                (whole ? Lanes.Load(ref x, i + 1).SubtractReciprocal(second) : second).Store(ref f, i + 1);
                (whole ? Lanes.Load(ref x, i + 2).SubtractReciprocal(third) : third).Store(ref f, i + 2);
                (whole ? Lanes.Load(ref x, i + 3).SubtractReciprocal(fourth) : fourth).Store(ref f, i + 3);
                (whole ? Lanes.Load(ref x, i + 4).SubtractReciprocal(fifth) : fifth).Store(ref f, i + 4);
            }
        }
    }
}
