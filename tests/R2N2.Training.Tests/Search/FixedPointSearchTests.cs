using R2N2.Training.Tests;
using static R2N2.Expression;

namespace R2N2.Training.Tests.Search;

/// <summary>What is taken for fixed-point problems x = M x + k sin x + b with two eigenvalues of M that differ from instance to instance.</summary>
public sealed class FixedPointSearchTests
{
    private const int Unknowns = 6;
    private const int Instances = 400;

    /// <summary>The ranges of the two eigenvalues, and k; complex ones are a pair of the first modulus, turned by any angle.</summary>
    public static TheoryData<double, double, double, double, double, bool> Spectra => new()
    {
        { -0.2, 0.2, -0.1, 0.1, 0.003, false },
        { -0.2, 0.2, -0.1, 0.1, 0.05, false },
        { 0.05, 0.25, -0.2, -0.05, 0.01, false },
        { 0.1, 0.5, 0, 0.3, 0.05, false },
        { 0.5, 0.95, 0.3, 0.9, 0.05, false },
        { -0.95, -0.5, -0.9, -0.3, 0.05, false },
        { 0.5, 0.95, -0.9, -0.3, 0.05, false },
        { 0.5, 0.95, 0.5, 0.95, 0.05, true },
        { 0.9, 0.98, -0.98, -0.9, 0.01, false },
    };

    [Theory]
    [MemberData(nameof(Spectra))]
    public void Best_TwoEigenvaluesOfEachInstance_NeedsNoMoreEvaluationsThanAndersonWrittenPlainly(
        double least, double most, double otherLeast, double otherMost, double nonlinear, bool isComplex)
    {
        EquationFamily family = ProblemFamily.Equations(
            "fixed point", Unknowns, [new("M", Unknowns, Unknowns), new("b", Unknowns)],
            (x, p) => x - (p["M"] * x) - (nonlinear * Sin(x)) - p["b"],
            InitialGuess.Zero);
        Random random = new(1);
        double[][] instances = [.. Enumerable.Range(0, Instances).Select(_ =>
            Matrix(random, Uniform(random, least, most), Uniform(random, otherLeast, otherMost), isComplex))];
        InstanceBatch data = InstanceBatch.Of(
            Instances,
            ("M", [.. instances.SelectMany(matrix => matrix)]),
            ("b", [.. Enumerable.Range(0, Unknowns * Instances).Select(_ => Uniform(random, -1, 1))]));

        SearchCandidate[] candidates = [.. Candidates(family, data)];
        SearchCandidate best = SearchRanking.Best(candidates)!;
        double anderson = Enumerable.Range(0, Instances / 2).Average(i =>
        {
            double[] b = data["b"].Slice(i * Unknowns, Unknowns).ToArray();
            return PlainAnderson(x => [.. Enumerable.Range(0, Unknowns).Select(row =>
                x[row] - Enumerable.Range(0, Unknowns).Sum(column => instances[i][(row * Unknowns) + column] * x[column]) - (nonlinear * Math.Sin(x[row])) - b[row])]);
        });

        Assert.True(SearchRanking.IsFixedPoint(candidates));
        Assert.Equal(1, best.Trial!.SolvedShare, 0.003);
        Assert.True(best.Trial.Evaluations <= anderson, $"{anderson} by Anderson's method. {best}; of {string.Join("; ", candidates.AsEnumerable())}");
    }

    // What needs no training.
    private static IEnumerable<SearchCandidate> Candidates(EquationFamily family, InstanceBatch data)
    {
        InstanceBatch heldOut = data.Slice(0, Instances / 2);
        SearchJudge judge = new(family, heldOut, new SolverExportOptions());
        var mean = Preconditioner.Constant(MeanJacobian.Of(family, data.Slice(Instances / 2, Instances / 2))!.Inverse);
        foreach (SearchEntry entry in SearchEntry.Default(Unknowns, features: 0).Where(entry => !entry.IsTrained))
        {
            Superstructure structure = entry.Superstructure.Preconditioner == Preconditioner.MeanJacobian
                ? entry.Superstructure with { Preconditioner = mean }
                : entry.Superstructure;
            yield return new SearchCandidate
            {
                Name = entry.Name,
                Superstructure = entry.Superstructure,
                IsTrained = false,
                Trial = judge.Try(entry.Name, new R2N2Network(family, structure, structure.Classical)),
            };
        }
    }

    // The evaluations of f until its norm is below the tolerance, by Anderson's method with the last two differences: the two weights solve normal
    // equations.
    private static int PlainAnderson(Func<double[], double[]> f)
    {
        double Dot(double[] a, double[] b) => a.Zip(b, (one, other) => one * other).Sum();
        double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (one, other) => one - other)];

        List<(double[] X, double[] F)> known = [];
        double[] x = new double[Unknowns];
        for (int evaluations = 1; evaluations < 1000; evaluations++)
        {
            double[] fx = f(x);
            if (Math.Sqrt(Dot(fx, fx)) <= new SolverExportOptions().AbsoluteTolerance)
            {
                return evaluations;
            }

            known.Add((x, fx));
            (double[] X, double[] F)[] differences = [.. known.Skip(known.Count - 3).Zip(known.Skip(Math.Max(1, known.Count - 2)), (old, next) =>
                (Minus(next.X, old.X), Minus(next.F, old.F)))];
            (double[] X, double[] F) first = differences.FirstOrDefault((new double[Unknowns], new double[Unknowns]));
            (double[] X, double[] F) second = differences.Skip(1).FirstOrDefault((new double[Unknowns], new double[Unknowns]));
            double a = Dot(first.F, first.F), c = Dot(first.F, second.F), d = Dot(second.F, second.F), u = Dot(first.F, fx), v = Dot(second.F, fx);
            double determinant = (a * d) - (c * c);
            (double p, double q) = determinant > 1e-14 * a * d ? (((u * d) - (v * c)) / determinant, ((v * a) - (u * c)) / determinant)
                : a > 0 ? (u / a, 0)
                : (0, 0);
            x = [.. Enumerable.Range(0, Unknowns).Select(i => x[i] - fx[i] - (p * (first.X[i] - first.F[i])) - (q * (second.X[i] - second.F[i])))];
        }

        return 1000;
    }

    // H D H with a reflection H that is the same for all, row by row.
    private static double[] Matrix(Random random, double first, double second, bool isComplex)
    {
        double angle = Uniform(random, 0.3, 2.5);
        double[,] d = new double[Unknowns, Unknowns];
        (d[0, 0], d[1, 1]) = isComplex ? (first * Math.Cos(angle), first * Math.Cos(angle)) : (first, second);
        (d[0, 1], d[1, 0]) = isComplex ? (first * Math.Sin(angle), -first * Math.Sin(angle)) : (0, 0);
        double[] normal = [.. Enumerable.Range(0, Unknowns).Select(i => Math.Sqrt((2 * i) + 1.0) / Unknowns)];
        double H(int i, int j) => (i == j ? 1 : 0) - (2 * normal[i] * normal[j]);
        return
        [
            .. from i in Enumerable.Range(0, Unknowns)
               from j in Enumerable.Range(0, Unknowns)
               select Enumerable.Range(0, 2).Sum(k => Enumerable.Range(0, 2).Sum(l => H(i, k) * d[k, l] * H(l, j))),
        ];
    }

    private static double Uniform(Random random, double from, double to) => from + ((to - from) * random.NextDouble());
}
