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

        double[][] found = Run(OnnxFunction.ToModel(f, 1), Count, ("x", [2], xs), ("a", [2, 2], ms), ("s", [], ss));

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

    private static double[][] Run(byte[] model, int count, params (string Name, long[] Shape, double[] Values)[] inputs)
    {
        using InferenceSession session = new(model);
        using RunOptions options = new();
        var values = inputs.ToDictionary(
            input => input.Name,
            input => OrtValue.CreateTensorValueFromMemory(input.Values, [count, .. input.Shape]));
        using var outputs = session.Run(options, values, session.OutputNames);
        double[][] results = [.. outputs.Select(output => output.GetTensorDataAsSpan<double>().ToArray())];
        foreach (OrtValue value in values.Values)
        {
            value.Dispose();
        }

        return results;
    }
}
