using System.Globalization;

namespace R2N2.Tests.Onnx;

/// <summary>Files are the same bytes, and can be read, whatever the culture's signs and separators are.</summary>
public sealed class CultureTests
{
    private static readonly CultureInfo _other = MakeCulture();

    public static TheoryData<string> Models() => [.. Exports().Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void ToOnnx_InAnotherCulture_GivesTheSameBytes(string name)
    {
        byte[] invariant = Exports()[name]();

        byte[] other = In(_other, () => Exports()[name]());

        Assert.Equal(invariant, other);
    }

    [Fact]
    public void FromOnnx_InAnotherCulture_GivesTheSameNetwork()
    {
        byte[] model = Exports()["solver"]();

        R2N2Network read = In(_other, () => R2N2Network.Load(model));

        Assert.Equal(ExportSamples.Parameters.Coefficients, read.Coefficients);
        Assert.Equal(model, read.ToOnnx());
    }

    private static Dictionary<string, Func<byte[]>> Exports()
    {
        // Negative constants, axes and indices, numbers with decimals.
        var family = ProblemFamily.InitialValue(
            "signs", 2, [new("A", 2, 2)], (t, y, p) => (Expression.Transpose(p["A"]) * y) + (new[] { -1.5, -2e-7 } * y[^1]) - (-3 * t));
        R2N2Integrator integrator = new(family, ButcherTableau.DormandPrince) { TrainingLoss = 1.5e-7 };
        return new()
        {
            ["solver"] = () => ExportSamples.Parameters.ToOnnx(),
            ["unrolled solver"] = () => ExportSamples.FixedPoint.ToOnnx(
                new() { Form = IterationForm.Unrolled, IterationLimit = 3, Precision = OnnxPrecision.Float32 }),
            ["step"] = () => integrator.ToOnnx(),
            ["rollout"] = () => integrator.ToOnnx(new() { Form = IntegratorForm.Rollout }),
            ["adaptive"] = () => integrator.ToOnnx(new() { Form = IntegratorForm.Adaptive }),
        };
    }

    private static T In<T>(CultureInfo culture, Func<T> compute)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return compute();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo MakeCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.PositiveSign = "\u2795";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        return culture;
    }
}
