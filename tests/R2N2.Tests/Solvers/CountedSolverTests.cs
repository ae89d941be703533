using R2N2.Reference;

namespace R2N2.Tests.Solvers;

public sealed class CountedSolverTests
{
    private static readonly EquationFamily _family = ReferenceProblems.LinearFixed();
    private static readonly InstanceBatch _data = ReferenceProblems.LinearFixedData(40, 1);

    public static TheoryData<bool> Safeguards => [true, false];

    [Theory]
    [MemberData(nameof(Safeguards))]
    public void Solve_AnyOptions_FindsWhatTheSolverFinds(bool isSafeguarded)
    {
        SolverExportOptions options = new() { Safeguard = isSafeguarded ? new Safeguard() : null, AbsoluteTolerance = 1e-6 };
        foreach (R2N2Network network in new[] { Published(), new R2N2Network(_family, Superstructure.Krylov(1), new Coefficients(0.1)) })
        {
            using Solver solver = network.ToSolver(options);
            SolveResult expected = solver.Solve(_data);

            CountedSolution found = new CountedSolver(network, options).Solve(_data);

            Assert.Equal(expected.ResidualNorm.ToArray(), found.Norms);
            Assert.Equal(expected.Iterations.ToArray(), found.Iterations);
            Assert.Equal(expected.Status.ToArray(), found.Status);
        }
    }

    [Fact]
    public void Solve_OrdinaryTurns_CountNothingBesides()
    {
        // Newton's method for a linear family: one step, one column of J for every unknown.
        CountedSolver solver = new(new R2N2Network(_family, Superstructure.Newton, new Coefficients(-1.0)), new SolverExportOptions());

        CountedSolution solution = solver.Solve(_data);

        Assert.All(solution.OddTurns, turns => Assert.Equal(0, turns));
        Assert.Equal(1 + 1 + 5, solver.Evaluations(solution));
        Assert.True(solver.Operations(solution) > solver.TurnOperations);
    }

    [Fact]
    public void Solve_StepsThatGoTheWrongWay_CountTheSafeguardEachTime()
    {
        R2N2Network network = new(_family, Superstructure.Krylov(1), new Coefficients(0.1));
        CountedSolver solver = new(network, new SolverExportOptions());
        CountedSolver alone = new(network, new SolverExportOptions { Safeguard = null });

        CountedSolution solution = solver.Solve(_data);

        // Each turn makes one step, which fails or is watched; then three shorter ones, two products with J, six steps of minimal
        // residuals, and the point to fall back to.
        Assert.Equal(solution.Iterations, solution.OddTurns);
        Assert.Equal(1 + (13 * solution.Iterations.Average()), solver.Evaluations(solution), 1e-10);
        CountedSolution growing = alone.Solve(_data);
        Assert.Equal(1 + growing.Iterations.Average(), alone.Evaluations(growing), 1e-10);
    }

    private static R2N2Network Published() => new(_family, Superstructure.Krylov(4), ReferenceProblems.PublishedFixed);
}
