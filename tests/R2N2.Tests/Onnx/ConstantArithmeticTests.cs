using Microsoft.ML.OnnxRuntime;
using R2N2.Onnx;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Onnx;

/// <summary>
/// Arithmetic with constants that single precision cannot tell from 0 or 1, in ONNX Runtime with its optimiser on and off:
/// to the last bit what C# computes.
/// </summary>
public class ConstantArithmeticTests
{
    private static readonly double[] _elements = [0, 1.5, -2.25, 1.0 / 3, 1e-40, -1e-100, 1e-300, 3e-310, 7 * double.Epsilon, 1e200];

    private static readonly Dictionary<string, (Func<Expression, Expression, Expression> Record, Func<double, double, double> Plain)> _forms = new()
    {
        ["x + c"] = ((x, c) => x + c, (x, c) => x + c),
        ["c + x"] = ((x, c) => c + x, (x, c) => c + x),
        ["x - c"] = ((x, c) => x - c, (x, c) => x - c),
        ["c - x"] = ((x, c) => c - x, (x, c) => c - x),
        ["x · c"] = (Hadamard, (x, c) => x * c),
        ["c · x"] = ((x, c) => Hadamard(c, x), (x, c) => c * x),
        ["x / c"] = ((x, c) => x / c, (x, c) => x / c),
        ["c / x"] = ((x, c) => c / x, (x, c) => c / x),
    };

    public static TheoryData<string, bool> Forms()
    {
        TheoryData<string, bool> data = [];
        foreach (string form in _forms.Keys)
        {
            data.Add(form, true);
            data.Add(form, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Evaluate_AnyConstant_IsExact(string form, bool optimised)
    {
        (Func<Expression, Expression, Expression> record, Func<double, double, double> plain) = _forms[form];
        double[] constants = [.. Constants()];
        foreach (Shape shape in (Shape[])[Shape.Vector(2), Shape.Vector(1), Shape.Matrix(1, 1)])
        {
            Expression x = Input("x", shape);

            double[][] found = Run(x, y => constants.Select(c => record(y, Constant(c, shape))), optimised);

            for (int i = 0; i < constants.Length; i++)
            {
                AssertSame(form, constants[i], plain, found[i], shape.Size);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluate_ConstantThatIsComputed_IsExact(bool optimised)
    {
        Shape shape = Shape.Vector(2);
        Expression x = Input("x", shape);
        foreach (double c in (double[])[1 + 5e-8, 1 - 1e-12, 1e-60, -1e-320])
        {
            Expression one = 1, zero = 0;
            Expression[] computed =
            [
                one + (c - 1), zero + c, ((Expression)new[] { 3, c })[1], Sum(new[] { c / 2, c / 2 }), -(Expression)(-c), c * one,
                ((Expression)new double[,] { { 0, 1 } } * new[] { 3, c })[0],
                ((Expression)new double[,] { { 2, c } })[0, 1], Sqrt(c * c), Sum(ExpressionReader.Instance.Broadcast(c / 4, Shape.Vector(4))),
            ];
            double[] values = [.. computed.Select(value => new RecordedFunction("c", [], [value]).Evaluate(new PlainReader())[0].Values[0])];

            double[][] found = Run(x, y => computed.SelectMany(k => (Expression[])[y * k, y / k, y + k, y - k]), optimised);

            for (int i = 0; i < computed.Length; i++)
            {
                AssertSame($"computed {i}: x · k", values[i], (a, k) => a * k, found[4 * i], 2);
                AssertSame($"computed {i}: x / k", values[i], (a, k) => a / k, found[(4 * i) + 1], 2);
                AssertSame($"computed {i}: x + k", values[i], (a, k) => a + k, found[(4 * i) + 2], 2);
                AssertSame($"computed {i}: x - k", values[i], (a, k) => a - k, found[(4 * i) + 3], 2);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluate_QuotientTimesAnother_IsAccurate(bool optimised)
    {
        // The optimiser makes x / x of 1 / x · x, and what it takes for 1.
        Expression x = Input("x", Shape.Vector(2));
        double[] constants = [.. Constants().Where(c => Math.Abs(c - 1) < 1e-3)];

        double[][] found = Run(x, y => constants.Select(c => c / y * (3 * y)), optimised);

        for (int i = 0; i < constants.Length; i++)
        {
            double[] ordinary = [.. found[i].Where((_, at) => _elements[at / 2] is 1.5 or -2.25 or 1.0 / 3)];
            Assert.All(ordinary, value => Assert.Equal(3 * constants[i], value, 3e-15));
        }
    }

    [Theory]
    [InlineData(OnnxPrecision.Float64)]
    [InlineData(OnnxPrecision.Float32)]
    public void Evaluate_ActivationBehindAProduct_Loads(OnnxPrecision precision)
    {
        // ONNX Runtime fuses activations into products; for double precision it has no such kernel.
        Expression x = Input("x", Shape.Vector(2));
        double[,] a = { { 0.5, -1 }, { 2, 0.25 } };
        RecordedFunction f = new("f", [x], [-Tanh(a * x), -Max(a * x, 0), -Sigmoid(a * x)]);

        using InferenceSession session = new(OnnxFunction.ToModel(f, 1, precision));

        Assert.Equal(3, session.OutputMetadata.Count);
    }

    private static IEnumerable<double> Constants()
    {
        for (int k = 20; k <= 52; k++)
        {
            yield return 1 + Math.ScaleB(1, -k);
            yield return 1 - Math.ScaleB(1, -k);
            yield return -1 - Math.ScaleB(1, -k);
        }

        for (int k = 30; k <= 320; k += 5)
        {
            double power = double.Parse($"1e-{k}", System.Globalization.CultureInfo.InvariantCulture);
            yield return power;
            yield return -power;
        }

        double[] others = [0, 1, -1, 2, 0.5, 1.7, 1e-5, 1e300, 7e-46, 7.1e-46, 1.4e-45, 1e-38, 1.2e-38, double.Epsilon, 1 + 6e-8, 1 - 3e-8];
        foreach (double other in others)
        {
            yield return other;
        }
    }

    // A scalar for several elements, a tensor of one element for one.
    private static Expression Constant(double value, Shape shape) =>
        Expression.Constant([value], shape.Size == 1 ? shape : Shape.Scalar);

    // The optimiser leaves alone what works on an input of the graph, or is a result of it: none of these does or is.
    private static double[][] Run(Expression x, Func<Expression, IEnumerable<Expression>> record, bool optimised)
    {
        Expression[] outputs = [.. record(-x).Select(output => -output)];
        using SessionOptions options = new()
        {
            IntraOpNumThreads = 1,
            GraphOptimizationLevel = optimised ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
        };
        using InferenceSession session = new(OnnxFunction.ToModel(new RecordedFunction("f", [x], outputs), 1), options);
        double[] values = [.. _elements.SelectMany(element => Enumerable.Repeat(-element, x.Shape.Size))];
        long[] lengths = [_elements.Length, .. x.Shape.Dimensions.ToArray().Select(length => (long)length)];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(values, lengths);
        using RunOptions run = new();
        string[] names = [.. outputs.Select((_, i) => OnnxFunction.OutputName(i))];
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, ["x"], [input], names);
        return [.. results.Select(result => Array.ConvertAll(result.GetTensorDataAsSpan<double>().ToArray(), value => -value))];
    }

    // Equal numbers: zeros of either sign are.
    private static void AssertSame(string form, double c, Func<double, double, double> plain, double[] found, int size)
    {
        for (int at = 0; at < found.Length; at++)
        {
            double expected = plain(_elements[at / size], c);
            Assert.True(expected.Equals(found[at]), $"{form} with x = {_elements[at / size]:R}, c = {c:R}: {found[at]:R}, expected {expected:R}.");
        }
    }
}
