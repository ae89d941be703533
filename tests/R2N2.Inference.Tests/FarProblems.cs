using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>Problems whose instances lie far outside of what their coefficients were trained for; some have no solution at all.</summary>
public static class FarProblems
{
    public static IReadOnlyList<string> Names =>
        [nameof(Chandrasekhar), nameof(ChandrasekharDerivatives), nameof(Cubic), nameof(CubicDerivatives), nameof(Linear), nameof(Preconditioned), nameof(MultiPointNewton), nameof(Anderson), nameof(MinimalResidual), nameof(PerIteration), nameof(Conditional)];

    public static PlainProblem Chandrasekhar => Far(PlainProblems.ChandrasekharEvaluations, new FarChandrasekharEquations());

    public static PlainProblem ChandrasekharDerivatives => Far(PlainProblems.ChandrasekharDerivatives, new FarChandrasekharEquations());

    public static PlainProblem Cubic => new(new FarCubicEquations(), Superstructure.Krylov(2), -0.2, -0.3, -0.1);

    public static PlainProblem CubicDerivatives =>
        new(new FarCubicEquations(), Superstructure.NewtonKrylov(3), -0.2, -0.3, -0.1, -0.1, -0.2, -0.3);

    public static PlainProblem Linear => Far(PlainProblems.LinearRandom, new FarLinearEquations());

    public static PlainProblem Preconditioned => Far(PlainProblems.Preconditioned, new ScaledCubicEquations(20, 50));

    public static PlainProblem MultiPointNewton => Far(PlainProblems.MultiPointNewton, new ScaledCubicEquations(20, 50));

    public static PlainProblem Anderson => Far(PlainProblems.Anderson, new FarChandrasekharEquations());

    public static PlainProblem MinimalResidual => Far(PlainProblems.MinimalResidual, new ScaledCubicEquations(20, 50));

    public static PlainProblem PerIteration => Far(PlainProblems.PerIteration, new FarChandrasekharEquations());

    public static PlainProblem Conditional => Far(PlainProblems.Conditional, new ScaledCubicEquations(20, 50));

    public static PlainProblem Of(string name) => name switch
    {
        nameof(Chandrasekhar) => Chandrasekhar,
        nameof(ChandrasekharDerivatives) => ChandrasekharDerivatives,
        nameof(Cubic) => Cubic,
        nameof(CubicDerivatives) => CubicDerivatives,
        nameof(Linear) => Linear,
        nameof(Preconditioned) => Preconditioned,
        nameof(MultiPointNewton) => MultiPointNewton,
        nameof(Anderson) => Anderson,
        nameof(MinimalResidual) => MinimalResidual,
        nameof(PerIteration) => PerIteration,
        nameof(Conditional) => Conditional,
        _ => throw new ArgumentException(name),
    };

    private static PlainProblem Far(PlainProblem near, PlainEquations equations) =>
        new(equations, near.Superstructure, near.Coefficients.Values.ToArray()) { Features = near.Features };
}
