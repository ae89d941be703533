namespace R2N2.Tests.Onnx;

public sealed class SolverExportOptionsTests
{
    [Fact]
    public void Defaults_AreTheDocumentedOnes()
    {
        SolverExportOptions options = new();

        Assert.Equal(1e-10, options.AbsoluteTolerance);
        Assert.Null(options.RelativeTolerance);
        Assert.Null(options.IterationLimit);
        Assert.Equal(IterationForm.Loop, options.Form);
        Assert.Equal(0.9, options.StallRate);
        Assert.Equal(3, options.StallLimit);
        Assert.Equal(OnnxPrecision.Float64, options.Precision);
        Assert.True(options.HasTolerance);
        Assert.Equal(new Safeguard { Rate = 0.5 }, options.Safeguard);
        Assert.Null(options.InitialGuess);
        Assert.Empty(options.InputNames);
        Assert.Empty(options.OutputNames);
        Assert.False(options.ResidualHistory);
        Assert.False(options.Iterates);
    }

    [Fact]
    public void Safeguard_Unrolled_IsNoneUnlessChosen()
    {
        Safeguard chosen = new() { Rate = 0.75 };

        Assert.Null(new SolverExportOptions { Form = IterationForm.Unrolled }.Safeguard);
        Assert.Equal(chosen, new SolverExportOptions { Safeguard = chosen, Form = IterationForm.Unrolled }.Safeguard);
        Assert.Null((new SolverExportOptions { Safeguard = null } with { Form = IterationForm.Loop }).Safeguard);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Safeguard_RateOutOfRange_IsRefused(double rate) => Assert.Contains(
        "Rate is", Assert.Throws<ArgumentOutOfRangeException>(() => new Safeguard { Rate = rate }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void ToOnnx_MoreRecordedThanAnArrayHolds_NamesTheLimit(bool norms, bool iterates)
    {
        SolverExportOptions options = new() { IterationLimit = int.MaxValue, ResidualHistory = norms, Iterates = iterates };

        string message = Assert.Throws<ArgumentException>(() => ExportSamples.Parameters.ToOnnx(options)).Message;

        Assert.Contains("iterates 0 to 2147483647", message, StringComparison.Ordinal);
        Assert.Contains("fewer iterations", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_NamesThatAreEqual_AreEqual()
    {
        SolverExportOptions With(params (string From, string To)[] names) =>
            new() { InputNames = names.ToDictionary(name => name.From, name => name.To) };

        Assert.Equal(With(("a", "x"), ("b", "y")), With(("b", "y"), ("a", "x")));
        Assert.Equal(With(("a", "x")).GetHashCode(), With(("a", "x")).GetHashCode());
        Assert.NotEqual(With(("a", "x")), With(("a", "y")));
        Assert.NotEqual(With(("a", "x")), new SolverExportOptions());
    }

    [Fact]
    public void AbsoluteTolerance_SinglePrecision_HasItsOwnDefaultUnlessChosen()
    {
        Assert.Equal(1e-5, new SolverExportOptions { Precision = OnnxPrecision.Float32 }.AbsoluteTolerance);
        Assert.Equal(1e-3, new SolverExportOptions { AbsoluteTolerance = 1e-3, Precision = OnnxPrecision.Float32 }.AbsoluteTolerance);
        Assert.Null((new SolverExportOptions { AbsoluteTolerance = null } with { Precision = OnnxPrecision.Float32 }).AbsoluteTolerance);
    }

    [Fact]
    public void IterationLimit_Unset_Is50WithAToleranceAndTheNetworksWithout()
    {
        Assert.Equal(50, new SolverExportOptions().LimitFor(ExportSamples.FixedPoint));
        Assert.Equal(2, new SolverExportOptions { AbsoluteTolerance = null }.LimitFor(ExportSamples.FixedPoint));
        Assert.Equal(7, new SolverExportOptions { IterationLimit = 7 }.LimitFor(ExportSamples.FixedPoint));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-3)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Tolerances_NotPositive_AreRefusedByName(double value)
    {
        var absolute = Assert.Throws<ArgumentOutOfRangeException>(() => new SolverExportOptions { AbsoluteTolerance = value });
        var relative = Assert.Throws<ArgumentOutOfRangeException>(() => new SolverExportOptions { RelativeTolerance = value });
        var rate = Assert.Throws<ArgumentOutOfRangeException>(() => new SolverExportOptions { StallRate = value });

        Assert.Contains("AbsoluteTolerance is", absolute.Message, StringComparison.Ordinal);
        Assert.Contains("RelativeTolerance is", relative.Message, StringComparison.Ordinal);
        Assert.Contains("StallRate is", rate.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverExportOptions { RelativeTolerance = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverExportOptions { IterationLimit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverExportOptions { StallLimit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverExportOptions { Form = (IterationForm)5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SolverExportOptions { Precision = (OnnxPrecision)5 });
    }
}
