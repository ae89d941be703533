using System.Globalization;

namespace R2N2.Training;

/// <summary>What comes before training where the preconditioner is the mean Jacobian: to compute it.</summary>
internal static class MeanJacobianStep
{
    // Beyond this condition a matrix has no digit left to rely on.
    private const double BadCondition = 1e12;

    // From here on P J of an instance is so many times the identity, in size.
    private const double BadCancellation = 10;

    /// <summary>The structure with the matrix in it, and what a person should know about that.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure.</param>
    /// <param name="data">Instances.</param>
    /// <param name="options">The seed, and who listens.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="TrainingFailedException">The mean Jacobian is singular.</exception>
    public static (Superstructure Structure, IReadOnlyList<string> Warnings) Prepare(
        EquationFamily family, Superstructure superstructure, IInstanceSource data, TrainingOptions options, CancellationToken cancellation)
    {
        if (superstructure.Preconditioner != Preconditioner.MeanJacobian)
        {
            return (superstructure, []);
        }

        InstanceBatch sample = InstanceSample.Draw(
            data, family.Inputs, MeanJacobian.InstancesFor(family.StateSize), options.EffectiveSeed, cancellation).Instances;
        if (sample.Count == 0)
        {
            // Training says what is wrong with the rows.
            return (superstructure with { Preconditioner = Preconditioner.None }, []);
        }

        MeanJacobian mean = MeanJacobian.Of(family, sample) ?? throw new TrainingFailedException(
            $"{Singular(family, sample)} Use {nameof(Preconditioner)}.{nameof(Preconditioner.Jacobian)} or {nameof(Preconditioner.None)}, or give a matrix.");
        string where = mean.Solved ? "at their solutions" : "at their initial guesses, since Newton's method solves none of them";
        string sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"The preconditioner is the inverse of the mean Jacobian of {mean.Instances} instances {where}; its condition is {mean.Condition:G3}.");
        options.Log?.Invoke(sentence);
        return (
            superstructure with { Preconditioner = Preconditioner.Constant(mean.Inverse) },
            [
                .. mean.Solved && mean.Condition < BadCondition ? Array.Empty<string>() : [sentence],
                .. mean.Cancellation < BadCancellation ? Array.Empty<string>() : [Cancelling(family, mean.Cancellation)],
            ]);
    }

    private static string Cancelling(EquationFamily family, double times) => string.Create(
        CultureInfo.InvariantCulture,
        $"The Jacobians of the family '{family.Name}' nearly cancel in their mean: they are {times:G3} times as large as it, so that its inverse suits few "
        + $"instances. Use {nameof(Preconditioner)}.{nameof(Preconditioner.Jacobian)} or {nameof(Preconditioner.None)}.");

    /// <summary>What a mean Jacobian without an inverse is.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="sample">The instances.</param>
    public static string Singular(EquationFamily family, InstanceBatch sample) =>
        $"The mean Jacobian of the family '{family.Name}' over {sample.Count} instances is singular, or not finite.";
}
