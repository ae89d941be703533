using static R2N2.Expression;

namespace R2N2.Training.Tests;

/// <summary>Initial guesses that are learned from solutions.</summary>
public sealed class LearnedStartTests
{
    private static readonly Parameter[] _parameters = [new("a"), new("b", 2)];

    // x = P(a, b), of degree 3.
    private static readonly EquationFamily _polynomial = ProblemFamily.Equations(
        "polynomial",
        2,
        _parameters,
        (x, p) =>
        {
            (Expression a, Expression b) = (p["a"], p["b"]);
            return x - Stack(1 + (2 * a) - (a * b[0] * b[1]) + (0.5 * a * a * a), (b[0] * b[0]) - (3 * b[1]) + (a * b[1]));
        },
        InitialGuess.Zero);

    [Fact]
    public void LearnInitialGuess_SolutionsArePolynomials_IsThemEverywhere()
    {
        InitialGuess guess = Trainer.LearnInitialGuess(_polynomial, new InstanceBatchSource(Draw(200, 1)));

        InstanceBatch others = Draw(50, 2, width: 3);
        Assert.All(NormsAtStart(_polynomial.WithInitialGuess(guess), others), norm => Assert.Equal(0, norm, 1e-10));
    }

    [Fact]
    public void LearnInitialGuess_ParametersInOtherUnits_IsTheSameGuess()
    {
        InstanceBatch data = Draw(150, 1);
        double[] moved = [.. data["a"].ToArray().Select(a => 5 + (1000 * a))];
        EquationFamily other = ProblemFamily.Equations(
            "other units", 1, [new("a")], (x, p) => Log(1 + Exp(x)) - 2 - ((p["a"] - 5) / 1000), InitialGuess.Zero);
        EquationFamily one = ProblemFamily.Equations("units", 1, [new("a")], (x, p) => Log(1 + Exp(x)) - 2 - p["a"], InitialGuess.Zero);
        InstanceBatch a = InstanceBatch.Of(150, ("a", data["a"].ToArray()));
        InstanceBatch inOther = InstanceBatch.Of(150, ("a", moved));

        double[] expected = Starts(one.WithInitialGuess(Trainer.LearnInitialGuess(one, new InstanceBatchSource(a))), a);
        double[] found = Starts(other.WithInitialGuess(Trainer.LearnInitialGuess(other, new InstanceBatchSource(inOther))), inOther);

        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
    }

    [Fact]
    public void LearnInitialGuess_ConstantAndRepeatedParameters_DoNotMatter()
    {
        EquationFamily family = ProblemFamily.Equations(
            "repeated", 1, [new("a"), new("same"), new("again")], (x, p) => x - (p["a"] * p["again"]) - p["same"], InitialGuess.Zero);
        double[] a = Draw(100, 1)["a"].ToArray();
        InstanceBatch data = InstanceBatch.Of(100, ("a", a), ("same", [.. Enumerable.Repeat(0.1, 100)]), ("again", a));

        InitialGuess guess = Trainer.LearnInitialGuess(family, new InstanceBatchSource(data));

        Assert.All(NormsAtStart(family.WithInitialGuess(guess), data), norm => Assert.Equal(0, norm, 1e-10));
    }

    [Fact]
    public void LearnInitialGuess_InstancesWithoutSolutions_AreLeftOut()
    {
        // x² = (2 + a)² has solutions, and each third instance asks for a square below 0.
        EquationFamily family = ProblemFamily.Equations(
            "squares", 1, [new("a"), new("sign")], (x, p) => (x * x) - (p["sign"] * (2 + p["a"]) * (2 + p["a"])), InitialGuess.Constant(2));
        double[] a = Draw(200, 1)["a"].ToArray();
        double[] sign = [.. a.Select((_, i) => i % 3 == 0 ? -1.0 : 1)];

        InitialGuess guess = Trainer.LearnInitialGuess(
            family, new InstanceBatchSource(InstanceBatch.Of(200, ("a", a), ("sign", sign))), degree: 1);

        InstanceBatch solvable = InstanceBatch.Of(200, ("a", a), ("sign", [.. Enumerable.Repeat(1.0, 200)]));
        Assert.All(NormsAtStart(family.WithInitialGuess(guess), solvable), norm => Assert.Equal(0, norm, 1e-8));
    }

    [Theory]
    [InlineData(2, 2, "5 monomials", "at least 12 solved instances; there are 5, of 5")]
    [InlineData(70, 1, "70 monomials", "at most 64")]
    public void LearnInitialGuess_TooMuchToFit_SaysHowMuch(int size, int degree, string monomials, string bound)
    {
        EquationFamily family = ProblemFamily.Equations("many", 1, [new("a", size)], (x, p) => x - Sum(p["a"]), InitialGuess.Zero);
        InstanceBatch data = InstanceBatch.Of(5, ("a", Numbers(new Random(1), 5 * size, 1)));

        string message = Assert.Throws<TrainingFailedException>(
            () => Trainer.LearnInitialGuess(family, new InstanceBatchSource(data), degree)).Message;

        Assert.Contains(monomials, message, StringComparison.Ordinal);
        Assert.Contains(bound, message, StringComparison.Ordinal);
    }

    [Fact]
    public void LearnInitialGuess_FamilyWithoutParameters_IsNamed() => Assert.Contains(
        "'bare' has no parameters",
        Assert.Throws<TrainingFailedException>(() => Trainer.LearnInitialGuess(
            ProblemFamily.Equations("bare", 1, x => x - 1), new InstanceBatchSource(InstanceBatch.Of(3, ("X0", [1, 2, 3]))))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Count_LongParameters_EnterLinearly()
    {
        Assert.Equal(24, ParameterPolynomials.Count([new("loads", 22), new("a")], 2));
        Assert.Equal(9, ParameterPolynomials.Count([new("a"), new("b")], 3));
        Assert.Equal(34, ParameterPolynomials.Count([new("v", 4)], 3));
    }

    private static double[] NormsAtStart(EquationFamily family, InstanceBatch instances) =>
        NewtonPoint.Start(family, instances).Norms.ToArray();

    private static double[] Starts(EquationFamily family, InstanceBatch instances)
    {
        var start = NewtonPoint.Start(family, instances);
        return [.. Enumerable.Range(0, instances.Count).Select(i => start.X(i)[0])];
    }

    private static InstanceBatch Draw(int count, int seed, double width = 1)
    {
        Random random = new(seed);
        return InstanceBatch.Of(count, ("a", Numbers(random, count, width)), ("b", Numbers(random, 2 * count, width)));
    }

    private static double[] Numbers(Random random, int count, double width) =>
        [.. Enumerable.Range(0, count).Select(_ => width * ((2 * random.NextDouble()) - 1))];
}
