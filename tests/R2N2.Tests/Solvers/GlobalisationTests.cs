using R2N2.Reference;

namespace R2N2.Tests.Solvers;

/// <summary>Newton's method with the safeguard, against Newton's method with and without a line search, from far.</summary>
public sealed class GlobalisationTests
{
    private const int Count = 1000;

    public static TheoryData<string> Names => [.. FarFamilies.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_NewtonFromFar_SolvesWhatDampedNewtonSolves(string name)
    {
        (EquationFamily family, InstanceBatch data) = FarFamilies.Of(name, Count);
        using Solver solver = Newton(family).ToSolver();

        SolveStatus[] found = solver.Solve(data).Status.ToArray();

        int[] expected = [.. Enumerable.Range(0, Count).Where(i => DampedNewton.Solves(family, data.Slice(i, 1)))];
        int missed = expected.Count(i => found[i] != SolveStatus.Converged);
        Assert.True(missed <= expected.Length / 1000, $"{missed} of {expected.Length} are not solved.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_NewtonFromFar_SolvesWhatItSolvesWithoutTheSafeguard(string name)
    {
        (EquationFamily family, InstanceBatch data) = FarFamilies.Of(name, Count);
        using Solver safe = Newton(family).ToSolver(new() { IterationLimit = 100 });
        using Solver free = Newton(family).ToSolver(new() { Safeguard = null, IterationLimit = 50 });

        SolveResult with = safe.Solve(data);
        SolveResult without = free.Solve(data);

        int missed = Enumerable.Range(0, Count).Count(i =>
            without[i].Status == SolveStatus.Converged && with[i].Status != SolveStatus.Converged);
        Assert.Equal(0, missed);
    }

    [Fact]
    public void Solve_EquationsOfUnlikeScale_SolvesFarMoreThanByTheNormAlone()
    {
        (EquationFamily family, InstanceBatch data) = FarFamilies.Of(nameof(FarFamilies.Unlike), Count);
        using Solver solver = Newton(family).ToSolver();

        int found = solver.Solve(data).Status.ToArray().Count(status => status == SolveStatus.Converged);
        int byNorm = Enumerable.Range(0, Count).Count(i => DampedNewton.Solves(family, data.Slice(i, 1)));

        Assert.InRange(byNorm, 0, Count / 4);
        Assert.InRange(found, Count / 2, Count);
    }

    private static R2N2Network Newton(EquationFamily family) => new(family, Superstructure.Newton, new Coefficients(-1.0));
}
