namespace R2N2.Tests.Problems;

public class InitialGuessTests
{
    [Fact]
    public void Constant_OneNumber_ServesAllUnknowns() => Assert.Equal([1.5, 1.5, 1.5], InitialGuess.Constant(1.5).Values(3));

    [Fact]
    public void Constant_OneNumberPerUnknown_KeepsThem()
    {
        double[] values = [1, 2, 3];
        InitialGuess guess = InitialGuess.Constant(values);
        values[0] = 9;
        guess.Values(3)[1] = 9;
        Assert.Equal([1, 2, 3], guess.Values(3));
    }

    [Fact]
    public void Zero_AnySize_IsZero() => Assert.Equal([0, 0], InitialGuess.Zero.Values(2));

    [Fact]
    public void Given_AskedForACommonValue_NamesItsInput() =>
        Assert.Contains("'start'", Assert.Throws<InvalidOperationException>(
            () => InitialGuess.Given("start").Values(2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Function_AskedForACommonValue_SaysThatThereIsNone() => Assert.Contains(
        "each instance",
        Assert.Throws<InvalidOperationException>(() => InitialGuess.Function(p => p["a"]).Values(2)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Function_OfAnotherShape_IsNamed()
    {
        string message = Assert.Throws<ArgumentException>(() => Family(InitialGuess.Function(p => p["s"]))).Message;

        Assert.Contains($"a {Shape.Scalar}", message, StringComparison.Ordinal);
        Assert.Contains($"a {Shape.Vector(2)}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Function_OfUndeclaredParameter_NamesIt() => Assert.Contains(
        "'q'", Assert.Throws<ArgumentException>(() => Family(InitialGuess.Function(p => p["q"]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Function_ReturningNull_Fails() => Assert.Contains(
        "null", Assert.Throws<ArgumentException>(() => Family(InitialGuess.Function(_ => null!))).Message, StringComparison.Ordinal);

    [Fact]
    public void Function_ClassicalMethod_GoesOnAsFromTheSameGuessGiven()
    {
        double[] s = [0.5, 2, 3];
        double[] a = [1, 2, 3, 4, 5, 6];
        SolveResult found = new Newton().Solve(
            Family(InitialGuess.Function(p => p["a"] * p["s"])), InstanceBatch.Of(3, ("s", s), ("a", a)));
        SolveResult expected = new Newton().Solve(
            Family(InitialGuess.Given()), InstanceBatch.Of(3, ("X0", [.. a.Select((value, i) => value * s[i / 2])]), ("s", s), ("a", a)));

        Assert.Equal(expected.Solution.ToArray(), found.Solution.ToArray());
        Assert.Equal(expected.Iterations.ToArray(), found.Iterations.ToArray());
    }

    [Fact]
    public void Given_WithoutAName_Fails() => Assert.Throws<ArgumentException>(() => InitialGuess.Given(""));

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 1, double.NaN })]
    [InlineData(new[] { double.PositiveInfinity })]
    public void Constant_NoOrNotFiniteNumbers_Fails(double[] values) =>
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => InitialGuess.Constant(values)).Message, StringComparison.Ordinal);

    private static EquationFamily Family(InitialGuess guess) => ProblemFamily.Equations(
        "cubic", 2, [new("s"), new("a", 2)], (x, p) => (p["s"] * x * x * x) + x - p["a"], guess);
}
