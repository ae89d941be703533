using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Says why f cannot be trained with, from what it returns at the initial guesses.</summary>
internal static class Diagnosis
{
    // The squares of smaller numbers lose digits, those of larger ones, summed up, overflow.
    private const double SmallestSquared = 1e-140;
    private const double LargestSquared = 1e140;

    /// <summary>Asks that the squares of f at the initial guesses can be computed with.</summary>
    /// <exception cref="TrainingFailedException">They cannot: the loss would be 0, or infinite, whatever the coefficients are.</exception>
    public static void RequireSquares(EquationFamily family, InstanceBlock block)
    {
        using DisposeScope scope = NewDisposeScope();
        using TorchReader reader = new();
        Tensor x = block.InitialGuess.expand(block.Count, family.StateSize);
        Tensor norms = reader.Norm(family.Evaluate(reader, x, block.Parameters), Shape.Vector(family.StateSize));

        // Most instances decide: a single one may be an outlier.
        double middle = norms.data<double>().Order().ElementAt(block.Count / 2);
        if (middle is (> 0 and < SmallestSquared) or (> LargestSquared and < double.PositiveInfinity))
        {
            throw new TrainingFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"Training stopped: at the initial guesses the norm of f of the family '{family.Name}' is around {middle:G3}, and the loss, "
                + $"a sum of squares, would be {(middle < 1 ? "0" : "infinite")} in double precision. Multiply f by a number that brings it near 1."));
        }
    }

    public static string Describe(EquationFamily family, IEnumerable<InstanceBlock> blocks, double operatorNorm, int starts)
    {
        long count = 0;
        List<long> bad = [];
        double largest = 0;
        foreach (InstanceBlock block in blocks)
        {
            using DisposeScope scope = NewDisposeScope();
            using TorchReader reader = new();
            Tensor x = block.InitialGuess.expand(block.Count, family.StateSize);
            Tensor f = family.Evaluate(reader, x, block.Parameters).expand(x.shape);
            count += block.Count;
            bool[] finite = f.isfinite().all(-1).data<bool>().ToArray();
            bad.AddRange(finite.Index().Where(row => !row.Item).Select(row => block.Index.Span[row.Index]));
            largest = Math.Max(largest, f.abs().max().item<double>());
        }

        return bad.Count > 0
            ? $"Training stopped: f of the family '{family.Name}' is NaN or infinite at the initial guess of {bad.Count} of "
                + $"{count} instances: {SkippedRows.Name(bad.Count, bad)}. Choose initial guesses and parameters where f is defined."
            : $"Training stopped: each of {starts} starts diverged on the family '{family.Name}', even very close to zero. "
                + $"At the initial guess f is as large as {largest:G3} and stretches directions by up to {operatorNorm:G3}; "
                + "scale f, x or the parameters so that both are near 1.";
    }
}
