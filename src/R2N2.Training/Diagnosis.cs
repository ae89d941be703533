using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Says why no start had a finite loss, from what f returns at the initial guesses.</summary>
internal static class Diagnosis
{
    public static string Describe(EquationFamily family, IEnumerable<InstanceBlock> blocks, double operatorNorm, int starts)
    {
        long count = 0;
        long bad = 0;
        double largest = 0;
        foreach (InstanceBlock block in blocks)
        {
            using DisposeScope scope = NewDisposeScope();
            using TorchReader reader = new();
            Tensor x = block.InitialGuess.expand(block.Count, family.StateSize);
            Tensor f = family.Evaluate(reader, x, block.Parameters);
            count += block.Count;
            bad += block.Count - f.isfinite().all(-1).sum().item<long>();
            largest = Math.Max(largest, f.abs().max().item<double>());
        }

        return bad > 0
            ? $"Training stopped: f of the family '{family.Name}' is NaN or infinite at the initial guess of {bad} of "
                + $"{count} instances. Choose initial guesses and parameters where f is defined."
            : $"Training stopped: each of {starts} starts diverged on the family '{family.Name}', even very close to zero. "
                + $"At the initial guess f is as large as {largest:G3} and stretches directions by up to {operatorNorm:G3}; "
                + "scale f, x or the parameters so that both are near 1.";
    }
}
