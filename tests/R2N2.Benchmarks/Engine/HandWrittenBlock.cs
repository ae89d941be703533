using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace R2N2.Benchmarks.Engine;

/// <summary>The iterates and vectors of 32 instances: of every element, the numbers of all of them.</summary>
/// <param name="unknowns">m.</param>
/// <param name="order">n, the number of vectors.</param>
internal sealed class HandWrittenBlock(int unknowns, int order)
{
    private readonly Memory<double> _x = AlignedMemory.Allocate<double>(unknowns * Lanes.Count);
    private readonly Memory<double> _argument = AlignedMemory.Allocate<double>(unknowns * Lanes.Count);
    private readonly Memory<double> _vectors = AlignedMemory.Allocate<double>(order * unknowns * Lanes.Count);
    private readonly Memory<double> _norms = AlignedMemory.Allocate<double>(Lanes.Count);

    /// <summary>x_k.</summary>
    public ref double X => ref MemoryMarshal.GetReference(_x.Span);

    /// <summary>Where f is evaluated next.</summary>
    public ref double Argument => ref MemoryMarshal.GetReference(_argument.Span);

    /// <summary>v_{index + 1}.</summary>
    public ref double Vector(int index) => ref _vectors.Span[index * unknowns * Lanes.Count];

    /// <summary>Brings x₀ of as many instances as there are, and of the last one again for the other lanes.</summary>
    public void Load(ReadOnlySpan<double> guesses)
    {
        Span<double> x = _x.Span;
        int rows = guesses.Length / unknowns;
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            ReadOnlySpan<double> guess = guesses.Slice(Math.Min(lane, rows - 1) * unknowns, unknowns);
            for (int i = 0; i < guess.Length; i++)
            {
                x[(i * Lanes.Count) + lane] = guess[i];
            }
        }
    }

    /// <summary>Takes out the solutions and their norms.</summary>
    public void Store(Span<double> solutions, Span<double> norms)
    {
        ReadOnlySpan<double> x = _x.Span;
        for (int lane = 0; lane < norms.Length; lane++)
        {
            Span<double> solution = solutions.Slice(lane * unknowns, unknowns);
            for (int i = 0; i < solution.Length; i++)
            {
                solution[i] = x[(i * Lanes.Count) + lane];
            }
        }

        _norms.Span[..norms.Length].CopyTo(norms);
    }

    /// <summary>x + Σ_l θ_l v_l.</summary>
    /// <param name="theta">The coefficients of the first vectors.</param>
    /// <param name="sum">Where the sum goes.</param>
    public void Combine(ReadOnlySpan<double> theta, ref double sum)
    {
        ref double x = ref X;
        ref double vectors = ref Vector(0);
        for (int i = 0; i < unknowns; i++)
        {
            var value = Lanes.Load(ref x, i);
            for (int l = 0; l < theta.Length; l++)
            {
                value = value.Add(theta[l], Lanes.Load(ref vectors, (l * unknowns) + i));
            }

            value.Store(ref sum, i);
        }
    }

    /// <summary>Whether ‖v₁‖₂ = ‖f(x_k)‖₂ of every instance is at most the tolerance.</summary>
    public bool HasConverged(double tolerance)
    {
        ref double f = ref Vector(0);
        var sum = Lanes.Of(0);
        for (int i = 0; i < unknowns; i++)
        {
            sum = sum.AddSquare(Lanes.Load(ref f, i));
        }

        Lanes norms = sum.Sqrt();
        norms.Store(ref MemoryMarshal.GetReference(_norms.Span), 0);
        return norms.AreAtMost(tolerance);
    }
}
