using R2N2.Onnx;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>Numbers 0 and 1 that stand for truth values become truth values in a graph, and mean the same.</summary>
public sealed class TruthValueTests
{
    private static readonly double[] _special = [0, -0.0, 1, -1, 0.5, 2, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Fact]
    public void Poison_OfSpecialNumbers_IsNaNWhereOneIsNotFinite()
    {
        Expression x = Input("x", Shape.Vector(3));
        RecordedFunction f = new("poison", [x], [Conditions.Poison(x), Conditions.IsClean(Conditions.Poison(x))]);
        double[][] rows = [.. from left in _special from right in _special select (double[])[left, double.MaxValue, right]];

        double[][] found = OnnxFunctionTests.Run(OnnxFunction.ToModel(f, 1), [rows.Length], [("x", [3], [.. rows.SelectMany(row => row)])]);

        for (int i = 0; i < rows.Length; i++)
        {
            bool isClean = rows[i].All(double.IsFinite);
            Assert.Equal(isClean ? 0 : double.NaN, found[0][i]);
            Assert.Equal(isClean ? 1 : 0, found[1][i]);
        }
    }

    [Fact]
    public void SelectLess_OfZerosAndOnes_IsWhatPlainArithmeticSays()
    {
        Expression a = Input("a", Shape.Scalar);
        Expression b = Input("b", Shape.Scalar);
        Expression x = Input("x", Shape.Vector(2));
        Expression y = Input("y", Shape.Vector(2));
        Expression less = SelectLess(a, b, 1, 0);
        Expression more = SelectLess(b, a, 1, 0);
        Expression either = SelectLess(a, b, 1, more);
        Expression both = Conditions.If(less, SelectLess(a, 1, 1, 0), 0);
        Expression neither = SelectLess(a, b, 0, SelectLess(b, a, 0, 1));
        Expression unless = Conditions.If(less, more, 1);
        Expression number = SelectLess(a, b, 1, -0.0);
        Expression byElement = SelectLess(x, y, 1, 0);
        Expression[] outputs =
        [
            less, either, both, neither, unless, number,
            less + (2 * either), 3 - neither,
            Conditions.If(less, x, y), Conditions.If(unless, 1, x), Conditions.If(byElement, y, x), SelectLess(byElement, 0.5, 1, 0),
            Conditions.If(either, byElement, 0), SelectLess(less, 0.25, x, y), Stack(less, either),
        ];
        RecordedFunction f = new("truth", [a, b, x, y], outputs);
        double[][] rows = [.. from left in _special from right in _special select (double[])[left, right]];
        NDArray Column(Func<double[], double[]> of, Shape shape) => NDArray.Batch(rows.Length, shape, [.. rows.SelectMany(of)]);
        NDArray[] inputs =
        [
            Column(row => [row[0]], Shape.Scalar), Column(row => [row[1]], Shape.Scalar),
            Column(row => row, Shape.Vector(2)), Column(row => [row[1], 0.25], Shape.Vector(2)),
        ];

        double[][] expected = [.. f.Evaluate(new PlainReader(), inputs).Select(value => value.Values)];
        double[][] actual = OnnxFunctionTests.Run(
            OnnxFunction.ToModel(f, 1),
            [rows.Length],
            [.. f.Inputs.Zip(inputs, (input, value) => (input.Name!, (long[])[.. input.Shape.Dimensions.ToArray()], value.Values))]);

        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            // ONNX Runtime's Where makes 0 of -0.
            Assert.All(expected[i].Zip(actual[i]), pair => Assert.True(pair.First.Equals(pair.Second) || pair.First == pair.Second));
        }
    }
}
