using Microsoft.ML.OnnxRuntime;
using R2N2.Onnx;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Onnx;

/// <summary>Functions that are composed of others in a file, in single precision: a few of its units from the exact values.</summary>
public class SinglePrecisionTests
{
    // ONNX Runtime's own Exp, Tanh and Log are a few units off.
    private const double MostUnits = 8;

    private static readonly Dictionary<string, (Func<Expression, Expression> Record, Func<double, double> Plain)> _functions = new()
    {
        ["Atan"] = (Atan, Math.Atan),
        ["Asin"] = (Asin, Math.Asin),
        ["Acos"] = (Acos, Math.Acos),
        ["Cbrt"] = (Cbrt, Math.Cbrt),
        ["Log1p"] = (Log1p, PlainFunctions.Log1p),
        ["Expm1"] = (Expm1, PlainFunctions.Expm1),
        ["Erf"] = (Erf, PlainFunctions.Erf),
        ["NormalCdf"] = (NormalCdf, PlainFunctions.NormalCdf),
    };

    public static TheoryData<string> Names => [.. _functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_ComposedFunction_IsWithinAFewUnits(string name)
    {
        (Func<Expression, Expression> record, Func<double, double> plain) = _functions[name];
        Expression input = Input("x", Shape.Scalar);
        byte[] model = OnnxFunction.ToModel(new RecordedFunction(name, [input], [record(input)]), 1, OnnxPrecision.Float32);
        float[] x = Arguments();

        float[] found = Run(model, x);

        Assert.All(Enumerable.Range(0, x.Length), i =>
        {
            float expected = (float)plain(x[i]);
            Assert.True(
                expected.Equals(found[i])
                || Math.Abs((double)found[i] - expected) <= MostUnits * (MathF.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)),
                $"{name}({x[i]:R}) is {found[i]:R}, expected {expected:R}.");
        });
    }

    // Everyday numbers, small ones, and some of every size.
    private static float[] Arguments()
    {
        Random random = new(6);
        return
        [
            .. Enumerable.Range(0, 3000).Select(_ => (2 * random.NextSingle()) - 1),
            .. Enumerable.Range(0, 3000).Select(_ => ((2 * random.NextSingle()) - 1) * 14),
            .. Enumerable.Range(0, 1000).Select(_ => MathF.ScaleB(random.NextSingle() - 0.5f, -random.Next(20))),
            .. Enumerable.Range(0, 1000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))),
            0, 1, -1, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, float.MaxValue, -float.MaxValue,
        ];
    }

    private static float[] Run(byte[] model, float[] x)
    {
        using InferenceSession session = new(model);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(x, [x.Length]);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, ["x"], [input], session.OutputNames);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
