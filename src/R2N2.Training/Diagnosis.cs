using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Says why no start had a finite loss, from what f returns on a sample.</summary>
internal static class Diagnosis
{
    public static string Describe(EquationFamily family, InstanceBlock sample, double operatorNorm, TrainingOptions options)
    {
        using DisposeScope scope = NewDisposeScope();
        using TorchReader reader = new(sample.InitialGuess.device);
        Tensor x = sample.InitialGuess.expand(sample.Count, family.StateSize);
        Tensor f = family.Residual.Evaluate(reader, [x, .. sample.Parameters])[0].expand(sample.Count, family.StateSize);
        long bad = sample.Count - f.isfinite().all(-1).sum().item<long>();
        if (bad > 0)
        {
            return $"Training stopped: f of the family '{family.Name}' is NaN or infinite at the initial guess of {bad} of "
                + $"{sample.Count} sampled instances. Choose initial guesses and parameters where f is defined.";
        }

        return $"Training stopped: each of {options.Starts + options.WarmStarts.Count} starts diverged on the family '{family.Name}', even very "
            + $"close to zero. At the initial guess f is as large as {f.abs().max().item<double>():G3} and stretches directions by up to "
            + $"{operatorNorm:G3}; scale f, x or the parameters so that both are near 1.";
    }
}
