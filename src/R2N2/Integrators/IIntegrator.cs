using System.Diagnostics.CodeAnalysis;

namespace R2N2;

/// <summary>
/// Integrates batches of instances with an exported integrator, whichever engine computes: by single steps, rollouts or with
/// adapted steps, as it was exported (<see cref="IntegratorForm"/>). Safe to use from several threads at once; an instance has the
/// same results in any batch.
/// </summary>
public interface IIntegrator : IDisposable
{
    /// <summary>What the integrator says about itself: family, inputs, tableau, tolerances.</summary>
    IntegratorDescription Description { get; }

    /// <summary>One step of every instance.</summary>
    /// <param name="instances">A column for every input; other columns are not looked at.</param>
    /// <exception cref="ArgumentException">A column is missing or has another length, or a step size is 0 or below.</exception>
    /// <exception cref="InvalidOperationException">The file is a rollout or adaptive.</exception>
    /// <exception cref="ObjectDisposedException">The integrator is disposed.</exception>
    [SuppressMessage("Naming", "CA1716", Justification = "The field's word, and R2N2Integrator's; Visual Basic writes [Step].")]
    StepResult Step(InstanceBatch instances);

    /// <summary>Many steps of every instance, of the size that it brings.</summary>
    /// <param name="instances">A column for every input; other columns are not looked at.</param>
    /// <param name="steps">How many, 0 or more.</param>
    /// <returns>The trajectories. An instance that overflows, or brings a number that is not finite, is told by its status; the others go on.</returns>
    /// <exception cref="ArgumentException">
    /// A column is missing or has another length, a step size is 0 or below, or the trajectories are longer than an array.
    /// </exception>
    /// <exception cref="InvalidOperationException">The file is a single step or adaptive.</exception>
    /// <exception cref="ObjectDisposedException">The integrator is disposed.</exception>
    RolloutResult Rollout(InstanceBatch instances, int steps);

    /// <summary>Integrates every instance to its end, with the tolerance of the file.</summary>
    /// <param name="instances">A column for every input, <see cref="IntegratorInputs.EndTime"/> among them; other columns are not looked at.</param>
    /// <returns>The states, how each instance ended, and what it took.</returns>
    /// <exception cref="ArgumentException">A column is missing or has another length, a step size is 0 or below, or an end lies before its beginning.</exception>
    /// <exception cref="InvalidOperationException">The file is a single step or a rollout.</exception>
    /// <exception cref="ObjectDisposedException">The integrator is disposed.</exception>
    AdaptiveResult Integrate(InstanceBatch instances);
}
