using R2N2;
using static R2N2.Expression;

namespace Integrator;

/// <summary>The Van der Pol oscillator, y₁' = y₂, y₂' = a (1 - y₁²) y₂ - y₁.</summary>
internal static class VanDerPol
{
    /// <summary>The family: f written once, its members differ in a.</summary>
    public static InitialValueFamily Family { get; } = ProblemFamily.InitialValue(
        "van-der-pol", 2, [new("a")], (y, p) => Stack(y[1], (p["a"] * (1 - (y[0] * y[0])) * y[1]) - y[0]));

    /// <summary>One instance for each a, all from (2, 0).</summary>
    public static InstanceBatch Instances(double[] a, double stepSize) => InstanceBatch.Of(
        a.Length,
        (IntegratorInputs.State, [.. a.SelectMany(_ => new[] { 2.0, 0 })]),
        (IntegratorInputs.StepSize, [.. a.Select(_ => stepSize)]),
        ("a", a));
}
