namespace R2N2.Inference.Tests;

/// <summary>A problem twice: as a family, and in plain arithmetic that shares nothing with it.</summary>
public sealed class PlainProblem
{
    public required EquationFamily Family { get; init; }

    public required Superstructure Superstructure { get; init; }

    public required double[] Coefficients { get; init; }

    /// <summary>f(x; p), with p[name] the numbers of one instance.</summary>
    public required Func<double[], IReadOnlyDictionary<string, double[]>, double[]> F { get; init; }

    /// <summary>J(x; p)·d.</summary>
    public required Func<double[], double[], IReadOnlyDictionary<string, double[]>, double[]> JacobianVector { get; init; }

    /// <summary>The numbers of one instance, by input.</summary>
    public required Func<Random, Dictionary<string, double[]>> Draw { get; init; }

    /// <summary>x₀ of one instance.</summary>
    public required Func<IReadOnlyDictionary<string, double[]>, double[]> Guess { get; init; }

    public R2N2Network Network => new(Family, Superstructure, new Coefficients(Coefficients));

    public Dictionary<string, double[]>[] Instances(int count, int seed = 7)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(random))];
    }

    public InstanceBatch Batch(Dictionary<string, double[]>[] instances) => InstanceBatch.Of(
        instances.Length,
        Family.Inputs.Select(input => (input.Name, instances.SelectMany(instance => instance[input.Name]).ToArray())));
}
