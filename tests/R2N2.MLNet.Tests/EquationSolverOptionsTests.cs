using Microsoft.ML;
using R2N2.Training;

namespace R2N2.MLNet.Tests;

public sealed class EquationSolverOptionsTests
{
    [Fact]
    public void Init_NumbersBelowTheirLeast_NameThemAndWhatIsExpected()
    {
        AssertOutOfRange(() => _ = new EquationSolverOptions { InnerIterations = 0 }, "InnerIterations is 0", "at least 1");
        AssertOutOfRange(() => _ = new EquationSolverOptions { BlockSize = -1 }, "BlockSize is -1", "at least 0");
    }

    [Fact]
    public void EquationSolver_IterationsBelowOne_NamesThem()
    {
        R2N2Catalog catalog = new MLContext().R2N2();
        EquationFamily family = Scenarios.Linear.Family;

        AssertOutOfRange(() => catalog.EquationSolver(family, innerIterations: 0, outerIterations: 3), "InnerIterations is 0");
        AssertOutOfRange(() => catalog.EquationSolver(family, innerIterations: 4, outerIterations: 0), "OuterIterations is 0");
        AssertOutOfRange(
            () => catalog.EquationSolver(family, new() { Loss = new EquationLoss { OuterIterations = -2 } }), "OuterIterations is -2", "at least 1");
        AssertOutOfRange(
            () => catalog.EquationSolver(family, new() { Training = new TrainingOptions { Starts = 0 } }), "Starts is 0");
    }

    [Theory]
    [InlineData("", "b", "b")]
    [InlineData("c", "b", "'c'", "'linear-fixed'")]
    [InlineData("b", " ", "no name")]
    public void EquationSolver_InputColumns_UnknownOrBlank_AreRefused(string input, string column, params string[] parts) =>
        AssertRefused(new() { InputColumns = new Dictionary<string, string[]> { [input] = [column] } }, parts);

    [Fact]
    public void EquationSolver_NamesTwice_AreRefused()
    {
        AssertRefused(new() { StatusColumn = "Solution" }, "'Solution'", "twice");
        AssertRefused(new() { SolutionColumn = "b" }, "'b'", "twice", "CopyColumns");
    }

    [Fact]
    public void EquationSolver_NameThatMLNetWouldChange_IsRefused() =>
        AssertRefused(new() { SolutionColumn = "x.output" }, "'x.output'", "'.output'");

    [Fact]
    public void EquationSolver_StructureAndAPartOfIt_AreRefused()
    {
        AssertRefused(new() { Superstructure = Superstructure.Newton, InnerIterations = 2 }, "Superstructure is given, and InnerIterations too");
        AssertRefused(new() { Superstructure = Superstructure.RungeKutta(2) }, nameof(AssemblyModule.ConsistentCombination));
        AssertRefused(new() { Superstructure = Superstructure.Newton, Search = new() }, "Superstructure is given, and Search too");
    }

    [Fact]
    public void EquationSolver_LearnedGuessInPlaceOfAColumn_IsRefused()
    {
        EquationFamily family = Scenarios.Linear.Family.WithInitialGuess(InitialGuess.Given("start"));
        EquationSolverOptions options = new() { Search = new() { LearnInitialGuess = true } };

        var error = Assert.Throws<ArgumentException>(() => new MLContext().R2N2().EquationSolver(family, options));

        Assert.Contains("'start'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EquationSolver_NullArguments_AreNamed()
    {
        R2N2Catalog catalog = new MLContext().R2N2();
        Assert.Equal("family", Assert.Throws<ArgumentNullException>(() => catalog.EquationSolver(null!)).ParamName);
        Assert.Equal(
            "options",
            Assert.Throws<ArgumentNullException>(() => catalog.EquationSolver(Scenarios.Linear.Family, null!)).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentNullException>(() => catalog.EquationSolver(Scenarios.Linear.Family).Fit(null!)).ParamName);
    }

    private static void AssertOutOfRange(Action action, params string[] parts)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(action);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    private static void AssertRefused(EquationSolverOptions options, params string[] parts)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new MLContext().R2N2().EquationSolver(Scenarios.Linear.Family, options));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
