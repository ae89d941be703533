using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Problems;

public class EquationFamilyTests
{
    [Fact]
    public void Equations_WithoutParameters_TakesItsGuessFromX0()
    {
        EquationFamily family = ProblemFamily.Equations("square", 2, x => x * x - 2);
        Parameter input = Assert.Single(family.Inputs);
        Assert.Equal(new Parameter("X0", 2), input);
        Assert.Equal(["x: vector [2]"], family.Residual.Inputs.Select(i => i.ToString()));
    }

    [Fact]
    public void Equations_WithParameters_ListsGuessThenParameters()
    {
        EquationFamily family = Linear(InitialGuess.Given("start"));
        Assert.Equal(["start", "A", "b"], family.Inputs.Select(input => input.Name));
        Assert.Equal(["x", "A", "b"], family.Residual.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void Equations_WithACommonGuess_ListsParametersOnly() =>
        Assert.Equal(["A", "b"], Linear(InitialGuess.Zero).Inputs.Select(input => input.Name));

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Equations_WithoutUnknowns_NamesTheNumber(int stateSize) =>
        Fails<ArgumentOutOfRangeException>(() => ProblemFamily.Equations("f", stateSize, x => x), $"'f' has {stateSize} unknowns");

    [Fact]
    public void Equations_ReturningAnotherShape_NamesBoth() =>
        Fails<ArgumentException>(() => ProblemFamily.Equations("f", 3, x => Sum(x)), "returns a scalar", "a vector [3]");

    [Fact]
    public void Equations_ReturningNull_SaysSo() =>
        Fails<ArgumentException>(() => ProblemFamily.Equations("f", 3, _ => null!), "'f' returned null", "vector [3]");

    [Fact]
    public void Equations_AskingForAnUndeclaredParameter_NamesTheDeclared()
    {
        Fails<ArgumentException>(() => Linear(InitialGuess.Zero, (x, p) => x - p["c"]), "'c'", "A, b");
        Fails<ArgumentException>(() => ProblemFamily.Equations("f", 2, [], (x, p) => x - p["c"]), "'c'", "none");
    }

    [Fact]
    public void Equations_UsingAnInputFromOutside_NamesIt()
    {
        Expression foreign = Input("foreign", Shape.Vector(2));
        Fails<ArgumentException>(() => ProblemFamily.Equations("f", 2, x => x - foreign), "'foreign: vector [2]'");
    }

    [Fact]
    public void Equations_TwoInputsOfOneName_NamesIt()
    {
        Parameter b = new("b", 2);
        Fails<ArgumentException>(() => ProblemFamily.Equations("f", 2, [b, b], (x, p) => x - p["b"]), "'b' twice");
        Fails<ArgumentException>(() => ProblemFamily.InitialValue("f", 2, [b, b], (y, p) => y - p["b"]), "'b' twice");
        Fails<ArgumentException>(() => ProblemFamily.Equations("f", 2, [b], (x, p) => x - p["b"], InitialGuess.Given("b")), "an input 'b', a name that is taken");
    }

    [Theory]
    [InlineData("Solution")]
    [InlineData("ResidualNorm")]
    [InlineData("Iterations")]
    [InlineData("Status")]
    public void Equations_AnInputNamedLikeAnOutput_NamesIt(string name) =>
        Fails<ArgumentException>(() => ProblemFamily.Equations("f", 2, [new(name, 2)], (x, p) => x - p[name]), $"an input '{name}', a name that is taken");

    [Fact]
    public void Equations_AMistakeInF_SurfacesAsWritten() =>
        Fails<ArgumentException>(() => Linear(InitialGuess.Zero, (x, p) => x - p["A"]), "Subtract", "vector [2]", "matrix [2, 2]");

    [Fact]
    public void Equations_AGuessOfAnotherLength_NamesBoth() =>
        Fails<ArgumentException>(() => Linear(InitialGuess.Constant(1, 2, 3)), "3 numbers", "2 unknowns");

    [Fact]
    public void Equations_WithoutANameOrF_Fails()
    {
        Assert.Throws<ArgumentException>(() => ProblemFamily.Equations(" ", 2, x => x));
        Assert.Throws<ArgumentNullException>(() => ProblemFamily.Equations("f", 2, (Func<Expression, Expression>)null!));
        Assert.Throws<ArgumentNullException>(() => ProblemFamily.Equations("f", 2, null!, (x, _) => x));
    }

    [Fact]
    public void WithInitialGuess_AnotherStart_ChangesNothingElse()
    {
        EquationFamily family = Linear(InitialGuess.Zero);

        EquationFamily given = family.WithInitialGuess(InitialGuess.Given("start"));

        Assert.Equal(["start", "A", "b"], given.Inputs.Select(input => input.Name));
        Assert.Equal(family.Parameters, given.Parameters);
        Assert.Equal(family.Name, given.Name);
        NDArray[] values = [NDArray.Vector(1, 2), new([2, 2], [3, 4, 5, 6]), NDArray.Vector(7, 8)];
        Assert.Equal([4, 9], given.Residual.Evaluate(new PlainReader(), values)[0].Values);
        Fails<ArgumentException>(() => family.WithInitialGuess(InitialGuess.Given("A")), "'A'");
        Assert.Throws<ArgumentNullException>(() => family.WithInitialGuess(null!));
    }

    private static EquationFamily Linear(InitialGuess guess, Func<Expression, InstanceParameters, Expression>? f = null) =>
        ProblemFamily.Equations("linear", 2, [new("A", 2, 2), new("b", 2)], f ?? ((x, p) => (p["A"] * x) - p["b"]), guess);

    private static void Fails<T>(Action action, params string[] parts)
        where T : Exception
    {
        string message = Assert.Throws<T>(action).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
