using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Integration;

/// <summary>Taylor coefficients of solutions of initial-value problems, against solutions that are known.</summary>
public sealed class SolutionSeriesTests
{
    // y' = -a y²: y/(1 + a y t).
    [Fact]
    public void Expand_SquareFamily_IsTheGeometricSeries() => AssertSeries(
        [1.7, -0.3 * Math.Pow(1.7, 2), Math.Pow(0.3, 2) * Math.Pow(1.7, 3), -Math.Pow(0.3, 3) * Math.Pow(1.7, 4), Math.Pow(0.3, 4) * Math.Pow(1.7, 5)],
        ReferenceIntegrations.Square,
        0,
        [1.7],
        [0.3]);

    // y' = y cos t from t = 0: e^(sin t).
    [Fact]
    public void Expand_WithTime_KnowsThatTimeMoves() => AssertSeries(
        [1, 1, 1 / 2.0, 0, -1 / 8.0, -1 / 15.0, -1 / 240.0],
        ProblemFamily.InitialValue("driven", 1, [], (t, y, _) => y * Cos(t)),
        0,
        [1]);

    // An oscillator, whose second unknown is the derivative of the first.
    [Fact]
    public void Expand_System_IsTheSeriesOfEveryUnknown()
    {
        InitialValueFamily oscillator = ProblemFamily.InitialValue("oscillator", 2, y => Stack(y[1], -y[0]));
        AssertSeries([0, 1, 0, -1 / 6.0, 0, 1 / 120.0], oscillator, 0, [0, 1]);
        AssertSeries([1, 0, -1 / 2.0, 0, 1 / 24.0, 0], oscillator, 0, [1, 0]);
    }

    // The first unknown's.
    private static void AssertSeries(double[] expected, InitialValueFamily family, double t, double[] y, params double[] parameters)
    {
        Jet<NDArray> series = family.Expand(
            new PlainReader(), NDArray.Scalar(t), NDArray.Vector(y), [.. parameters.Select(NDArray.Scalar)], expected.Length - 1);
        Assert.All(expected, (value, k) => Assert.Equal(value, series.At(k)!.Values[0], 1e-14));
    }
}
