namespace R2N2.Reference;

/// <summary>The reference problems, with published coefficients or such as converge.</summary>
public static class PlainProblems
{
    public static IReadOnlyList<string> Names =>
        [nameof(LinearFixed), nameof(LinearRandom), nameof(ChandrasekharEvaluations), nameof(ChandrasekharDerivatives), nameof(Wave), nameof(Preconditioned), nameof(MultiPointNewton), nameof(Jacobi), nameof(Halley), nameof(Taylor), nameof(Anderson), nameof(PreconditionedAnderson), nameof(MinimalResidual), nameof(MinimalDerivatives), nameof(PerIteration), nameof(Conditional), nameof(PerIterationHistory)];

    public static PlainProblem LinearFixed =>
        new(new LinearEquations(), Superstructure.Krylov(4), ReferenceProblems.PublishedFixed.Values.ToArray());

    public static PlainProblem LinearRandom =>
        new(new RandomLinearEquations(), Superstructure.Krylov(4), ReferenceProblems.PublishedRandom.Values.ToArray());

    public static PlainProblem ChandrasekharEvaluations => Chandrasekhar(10);

    // Equal coefficients -ω are Richardson's iteration on the linearised system; unequal ones tell a mix-up of indices.
    public static PlainProblem ChandrasekharDerivatives => new(
        new ChandrasekharEquations(10),
        Superstructure.NewtonKrylov(4),
        [-1.05, -1.1, -1.15, -1.08, -1.12, -1.2, -1.03, -1.18, -1.22, -1.25]);

    public static PlainProblem Wave => new(new WaveEquations(), Superstructure.NewtonKrylov(2), [-0.8, -1.3, 0.3]);

    public static PlainProblem Preconditioned => new(
        new ScaledCubicEquations(0.5, 1), Superstructure.Krylov(2) with { Preconditioner = ScaledCubicEquations.Diagonal }, [-0.5, -0.5, -0.7]);

    public static PlainProblem MultiPointNewton =>
        new(new ScaledCubicEquations(0.5, 1), Superstructure.MultiPointNewton(2), [-0.9, -1.05, -0.8]);

    public static PlainProblem Jacobi => new(
        new ScaledCubicEquations(0.5, 1), Superstructure.NewtonKrylov(2) with { Preconditioner = Preconditioner.Diagonal }, [-0.5, -0.5, -0.7]);

    public static PlainProblem Halley => new(new ScaledCubicEquations(0.2, 0.3), Superstructure.Halley, [-0.9, -1.05, -0.8]);

    public static PlainProblem Taylor => new(
        new ScaledCubicEquations(0.2, 0.3),
        new(3, GenerationModule.Taylor(2)) { Preconditioner = Preconditioner.Jacobian },
        [-0.9, -1.05, -0.8, -0.95, -1.1, -0.7]);

    public static PlainProblem Anderson => new(new ChandrasekharEquations(10), Superstructure.Anderson(2), [-0.9]);

    public static PlainProblem PreconditionedAnderson => new(
        new ScaledCubicEquations(0.3, 0.5), Superstructure.Anderson(1) with { Preconditioner = ScaledCubicEquations.Diagonal }, [-1]);

    public static PlainProblem MinimalResidual => new(
        new ScaledCubicEquations(0.5, 1),
        Superstructure.Krylov(3) with { Preconditioner = ScaledCubicEquations.Diagonal, Assembly = AssemblyModule.MinimalResidual },
        [-0.9, -0.7, -0.8, -1.05]);

    public static PlainProblem MinimalDerivatives => new(
        new ChandrasekharEquations(10),
        Superstructure.NewtonKrylov(3) with { Assembly = AssemblyModule.MinimalResidual, History = 1 },
        [-0.95, -1.1, -0.9, -1.05]);

    public static PlainProblem PerIteration => new(
        new ChandrasekharEquations(10),
        Superstructure.Krylov(2) with { Tables = TableModule.PerIteration(3) },
        [-0.9, -1.1, -0.6, -1.2, -0.8, -0.7, -1.05, -1.15, -0.95]);

    public static PlainProblem Conditional => new(
        new ScaledCubicEquations(0.5, 1),
        Superstructure.Krylov(2) with
        {
            Preconditioner = ScaledCubicEquations.Diagonal,
            Tables = TableModule.Conditional(p => p["b"][1], p => Expression.Tanh(Expression.Sum(p["b"]))),
        },
        [-0.5, -0.5, -0.7, 0.05, -0.04, 0.03, -0.1, 0.07, 0.02])
    {
        Features = p => [p["b"][1], Math.Tanh(p["b"].Sum())],
    };

    public static PlainProblem PerIterationHistory => new(
        new ChandrasekharEquations(10),
        Superstructure.NewtonKrylov(2) with { Assembly = AssemblyModule.MinimalResidual, History = 1, Tables = TableModule.PerIteration(2) },
        [-0.95, -1.1, -0.9, -1.05]);

    public static PlainProblem Of(string name) => name switch
    {
        nameof(LinearFixed) => LinearFixed,
        nameof(LinearRandom) => LinearRandom,
        nameof(ChandrasekharEvaluations) => ChandrasekharEvaluations,
        nameof(ChandrasekharDerivatives) => ChandrasekharDerivatives,
        nameof(Wave) => Wave,
        nameof(Preconditioned) => Preconditioned,
        nameof(MultiPointNewton) => MultiPointNewton,
        nameof(Jacobi) => Jacobi,
        nameof(Halley) => Halley,
        nameof(Taylor) => Taylor,
        nameof(Anderson) => Anderson,
        nameof(PreconditionedAnderson) => PreconditionedAnderson,
        nameof(MinimalResidual) => MinimalResidual,
        nameof(MinimalDerivatives) => MinimalDerivatives,
        nameof(PerIteration) => PerIteration,
        nameof(Conditional) => Conditional,
        nameof(PerIterationHistory) => PerIterationHistory,
        _ => throw new ArgumentException(name),
    };

    /// <summary>With learned coefficients, which do for any number of unknowns.</summary>
    public static PlainProblem Chandrasekhar(int unknowns) => new(
        new ChandrasekharEquations(unknowns),
        Superstructure.Krylov(4),
        [
            -0.4151690547093164, -0.14940961527547084, -1.158165396153543, -0.27888540280751173, -0.6277531885340809,
            -1.9643813158336378, -0.34401287869637126, -0.4610420586959203, -2.0782063345329544, -1.9276765801226636,
        ]);
}
