namespace R2N2;

/// <summary>Turns measured or simulated trajectories into instances to train an integrator on.</summary>
public static class Trajectories
{
    /// <summary>The column that tells trajectories apart: a number that all samples of one share.</summary>
    public const string Trajectory = "Trajectory";

    private const double SameSpacing = 1e-6;

    /// <summary>Cuts trajectories into pieces of some steps each; each piece is an instance, its states the label.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="samples">
    /// The samples, those of a trajectory one after another: columns <see cref="Trajectory"/>, <see cref="IntegratorInputs.Time"/>,
    /// <see cref="IntegratorInputs.State"/>, and the family's parameters.
    /// </param>
    /// <param name="steps">K, the number of steps of a piece, at least 1.</param>
    /// <param name="labelColumn">The name of the label column: the states after each step, K · m numbers.</param>
    /// <param name="strides">
    /// How many samples apart the states of a piece are; several give instances of several step sizes. 1 if none is given.
    /// </param>
    /// <returns>The instances, with the family's inputs and the label.</returns>
    /// <exception cref="ArgumentException">
    /// A column is missing or has another length, times do not rise within a trajectory, or are not evenly spaced within a piece.
    /// </exception>
    public static InstanceBatch ToInstances(
        InitialValueFamily family, InstanceBatch samples, int steps, string labelColumn, params int[] strides)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(strides);
        ArgumentException.ThrowIfNullOrWhiteSpace(labelColumn);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Parameter[] columns =
        [
            new(Trajectory),
            new(IntegratorInputs.Time),
            new(IntegratorInputs.State, family.StateSize),
            .. family.Parameters,
        ];
        samples.Require(columns);
        RequireRisingTimes(samples);
        (int First, int Stride)[] pieces =
            [.. (strides.Length == 0 ? [1] : strides).SelectMany(stride => Pieces(samples, steps, stride))];
        double[] Column(string name, int size, Func<(int First, int Stride), IEnumerable<int>> rows) =>
            [.. pieces.SelectMany(rows).SelectMany(row => samples[name].Slice(row * size, size).ToArray())];

        return InstanceBatch.Of(
            pieces.Length,
            [
                (IntegratorInputs.State, Column(IntegratorInputs.State, family.StateSize, piece => [piece.First])),
                (IntegratorInputs.StepSize, [.. pieces.Select(piece => StepSize(samples, steps, piece))]),
                (IntegratorInputs.Time, Column(IntegratorInputs.Time, 1, piece => [piece.First])),
                .. family.Parameters.Select(parameter =>
                    (parameter.Name, Column(parameter.Name, parameter.Shape.Size, piece => [piece.First]))),
                (labelColumn, Column(IntegratorInputs.State, family.StateSize, piece =>
                    Enumerable.Range(1, steps).Select(k => piece.First + (k * piece.Stride)))),
            ]);
    }

    private static void RequireRisingTimes(InstanceBatch samples)
    {
        ReadOnlySpan<double> trajectories = samples[Trajectory].Span;
        ReadOnlySpan<double> times = samples[IntegratorInputs.Time].Span;
        for (int i = 1; i < times.Length; i++)
        {
            if (trajectories[i].Equals(trajectories[i - 1]) && !(times[i] > times[i - 1]))
            {
                throw new ArgumentException(
                    $"'{IntegratorInputs.Time}' of sample {i} is {times[i]}, after {times[i - 1]} in the same trajectory, {trajectories[i]}; "
                    + "the times of a trajectory must rise. Sort its samples and remove repeated ones.");
            }
        }
    }

    // One piece begins where the one before ends.
    private static IEnumerable<(int First, int Stride)> Pieces(InstanceBatch samples, int steps, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ReadOnlyMemory<double> trajectories = samples[Trajectory];
        int first = 0;
        while (first + (steps * stride) < samples.Count)
        {
            if (trajectories.Span[first].Equals(trajectories.Span[first + (steps * stride)]))
            {
                yield return (first, stride);
                first += steps * stride;
            }
            else
            {
                first++;
            }
        }
    }

    private static double StepSize(InstanceBatch samples, int steps, (int First, int Stride) piece)
    {
        ReadOnlySpan<double> times = samples[IntegratorInputs.Time].Span;
        double size = (times[piece.First + (steps * piece.Stride)] - times[piece.First]) / steps;
        for (int k = 1; k <= steps; k++)
        {
            double found = times[piece.First + (k * piece.Stride)] - times[piece.First + ((k - 1) * piece.Stride)];
            if (Math.Abs(found - size) > SameSpacing * size)
            {
                throw new ArgumentException(
                    $"The samples {piece.First} to {piece.First + (steps * piece.Stride)} are not evenly spaced in '{IntegratorInputs.Time}': "
                    + $"{found} beside {size} on average. Pieces of several steps need one step size; use 1 step.");
            }
        }

        return size;
    }
}
