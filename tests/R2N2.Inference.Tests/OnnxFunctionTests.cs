using Microsoft.ML.OnnxRuntime;
using R2N2.Onnx;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

public sealed class OnnxFunctionTests
{
    private const int Count = 3;

    [Fact]
    public void ToModel_EveryPrimitive_MatchesPlainArithmetic()
    {
        Expression x = Input("x", Shape.Vector(2));
        Expression a = Input("a", Shape.Matrix(2, 2));
        Expression s = Input("s", Shape.Scalar);
        double[,] c = { { 1, 2 }, { 3, 5 }, { -1, 0.5 } };
        RecordedFunction f = new("f", [x, a, s],
        [
            Cos(x) + s,
            (Expression)c * x,
            a * x,
            Transpose(a) * x,
            Stack(x[0], 2.5, s),
            Concat(x, new double[] { 7 }, Stack(s)),
            Reshape(a, 4)[1..3],
            SelectLess(x, s, x * s, 1.0) + Sum(a, 0),
            a * (Expression)new double[] { 4, 3 },
            Stack(3.0, 4.0),
        ]);
        double[] xs = [0.3, -2, 1.5, 0.1, -4, 9];
        double[] ms = [1, 2, 3, 4, -1, 0.5, 2, 8, 0.25, -3, 1, 1];
        double[] ss = [0.7, 2, -1];

        double[][] found = Run(OnnxFunction.ToModel(f, 1), [Count], ("x", [2], xs), ("a", [2, 2], ms), ("s", [], ss));

        double[][] expected = new double[10][];
        for (int i = 0; i < Count; i++)
        {
            double x0 = xs[2 * i], x1 = xs[(2 * i) + 1], t = ss[i];
            double m00 = ms[4 * i], m01 = ms[(4 * i) + 1], m10 = ms[(4 * i) + 2], m11 = ms[(4 * i) + 3];
            Append(0, Math.Cos(x0) + t, Math.Cos(x1) + t);
            Append(1, x0 + (2 * x1), (3 * x0) + (5 * x1), -x0 + (0.5 * x1));
            Append(2, (m00 * x0) + (m01 * x1), (m10 * x0) + (m11 * x1));
            Append(3, (m00 * x0) + (m10 * x1), (m01 * x0) + (m11 * x1));
            Append(4, x0, 2.5, t);
            Append(5, x0, x1, 7, t);
            Append(6, m01, m10);
            Append(7, (x0 < t ? x0 * t : 1) + m00 + m10, (x1 < t ? x1 * t : 1) + m01 + m11);
            Append(8, (4 * m00) + (3 * m01), (4 * m10) + (3 * m11));
            Append(9, 3, 4);
        }

        for (int output = 0; output < expected.Length; output++)
        {
            Assert.Equal(expected[output].Length, found[output].Length);
            Assert.All(expected[output].Zip(found[output]), pair =>
                Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));
        }

        void Append(int output, params double[] values) => expected[output] = [.. expected[output] ?? [], .. values];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void ToModel_ProductsWithAnyBatchRank_MatchPlainArithmetic(int batchRank)
    {
        Expression x = Input("x", Shape.Vector(2));
        Expression a = Input("a", Shape.Matrix(2, 2));
        double[,] c = { { 0.1, 0.2 }, { 0.3, 0.7 } };
        RecordedFunction f = new("f", [x, a], [(Expression)c * x, a * x, (a * a) * x, (Expression)c * (a * (Expression)c) * x]);
        double[] xs = [0.3, -2];
        double[] ms = [1, 2, 3, 4];

        double[][] found = Run(
            OnnxFunction.ToModel(f, batchRank), [.. Enumerable.Repeat(1L, batchRank)], ("x", [2], xs), ("a", [2, 2], ms));

        double[] cx = Times([0.1, 0.2, 0.3, 0.7], xs);
        double[][] expected = [cx, Times(ms, xs), Times(ms, Times(ms, xs)), Times([0.1, 0.2, 0.3, 0.7], Times(ms, cx))];
        Assert.All(expected.Zip(found), pair => Assert.All(
            pair.First.Zip(pair.Second), number => Assert.Equal(number.First, number.Second, 1e-14)));

        static double[] Times(double[] a, double[] x) => [(a[0] * x[0]) + (a[1] * x[1]), (a[2] * x[0]) + (a[3] * x[1])];
    }

    [Fact]
    public void ToModel_BatchAxesDiffer_Broadcast()
    {
        Expression x = Input("x", Shape.Vector(2));
        Expression a = Input("a", Shape.Matrix(2, 2));
        Expression s = Input("s", Shape.Scalar);
        RecordedFunction f = new("f", [x, a, s], [a * x, Stack(x[0], s), Concat(x, s * x), s * x, (17 * a) * x, (a * a) * x]);
        byte[] model = OnnxFunction.ToModel(
            f, [BatchAxes.Of("P", "N"), BatchAxes.Of("N"), BatchAxes.Of("P", "1")], OnnxPrecision.Float64);
        const int P = 2, N = 3;
        Random random = new(5);
        double[] xs = Draw(P * N * 2), ms = Draw(N * 4), ss = Draw(P);

        double[][] found = Run(model, [], ("x", [P, N, 2], xs), ("a", [N, 2, 2], ms), ("s", [P, 1], ss));

        for (int p = 0; p < P; p++)
        {
            for (int i = 0; i < N; i++)
            {
                int row = (p * N) + i;
                double x0 = xs[2 * row], x1 = xs[(2 * row) + 1], t = ss[p];
                double[] m = ms[(4 * i)..((4 * i) + 4)];
                double y0 = (m[0] * x0) + (m[1] * x1), y1 = (m[2] * x0) + (m[3] * x1);
                Near(0, [y0, y1]);
                Near(1, [x0, t]);
                Near(2, [x0, x1, t * x0, t * x1]);
                Near(3, [t * x0, t * x1]);
                Near(4, [17 * y0, 17 * y1]);
                Near(5, [(m[0] * y0) + (m[1] * y1), (m[2] * y0) + (m[3] * y1)]);

                void Near(int output, double[] expected)
                {
                    for (int j = 0; j < expected.Length; j++)
                    {
                        Assert.Equal(expected[j], found[output][(row * expected.Length) + j], 1e-13);
                    }
                }
            }
        }

        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }

    /// <summary>ONNX Runtime's optimiser must not fuse scalar factors into products in single precision.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void ToModel_ScalarFactorsAroundProducts_KeepDoublePrecision(int m)
    {
        Expression x = Input("x", Shape.Vector(m));
        Expression a = Input("a", Shape.Matrix(m, m));
        double[,] ones = new double[m, m];
        for (int i = 0; i < m * m; i++)
        {
            ones[i / m, i % m] = 1;
        }

        RecordedFunction f = new("f", [x, a],
        [
            (Expression)ones * (0.1 * x), 0.1 * ((Expression)ones * x), ((Expression)ones * x) / 3.3,
            (0.1 * a) * x, a * (0.1 * x), 0.1 * (a * x), (a / 3.3) * x, (0.1 * a) * a,
        ]);
        double[] vector = [.. Enumerable.Repeat(1.0, 2 * m)], matrix = [.. Enumerable.Repeat(1.0, 2 * m * m)];

        double[][] found = Run(OnnxFunction.ToModel(f, 1), [2], ("x", [m], vector), ("a", [m, m], matrix));

        double[] factors = [0.1, 0.1, 1 / 3.3, 0.1, 0.1, 0.1, 1 / 3.3, 0.1];
        Assert.All(factors.Zip(found), pair => Assert.All(
            pair.Second, number => Assert.Equal(pair.First * m, number, 1e-14 * m)));
    }

    internal static double[][] Run(byte[] model, long[] batch, params (string Name, long[] Shape, double[] Values)[] inputs)
    {
        using InferenceSession session = new(model);
        using RunOptions options = new();
        var values = inputs.ToDictionary(
            input => input.Name,
            input => OrtValue.CreateTensorValueFromMemory(input.Values, [.. batch, .. input.Shape]));
        using var outputs = session.Run(options, values, session.OutputNames);
        double[][] results = [.. outputs.Select(output => output.GetTensorDataAsSpan<double>().ToArray())];
        foreach (OrtValue value in values.Values)
        {
            value.Dispose();
        }

        return results;
    }
}
