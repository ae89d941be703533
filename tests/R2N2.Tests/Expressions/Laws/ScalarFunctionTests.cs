using System.Globalization;
using R2N2.Onnx;
using R2N2.Onnx.Format;
using R2N2.Reference;
using R2N2.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>
/// Functions that an engine may compose of others, over their whole range: within 1e-15 of values computed with 60 digits
/// (Data/make_scalar_functions.py), and within four units in the last place of .NET's.
/// </summary>
public class ScalarFunctionTests
{
    private const double Relative = 1e-15;
    private const double MostUnits = 4;

    private static readonly Dictionary<string, Func<Expression, Expression>> _functions = new()
    {
        ["Atan"] = Atan,
        ["Cbrt"] = Cbrt,
        ["Log1p"] = Log1p,
        ["Expm1"] = Expm1,
        ["Erf"] = Erf,
        ["NormalCdf"] = NormalCdf,
        ["Asin"] = Asin,
        ["Acos"] = Acos,
    };

    private static readonly Dictionary<string, Func<double, double>> _ofNet = new()
    {
        ["Atan"] = Math.Atan,
        ["Cbrt"] = Math.Cbrt,
        ["Asin"] = Math.Asin,
        ["Acos"] = Math.Acos,
    };

    private static readonly ILookup<string, (double X, double Value)> _exact = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Expressions", "Laws", "Data", "scalar-functions.csv"))
        .Skip(1)
        .Select(line => line.Split(','))
        .ToLookup(fields => fields[0], fields => (Number(fields[1]), Number(fields[2])));

    public static TheoryData<string, string> EnginesAndFunctions() => AllEngines.With(_functions.Keys);

    public static TheoryData<string, string> EnginesAndFunctionsOfNet() => AllEngines.With(_ofNet.Keys);

    public static TheoryData<string> Engines() => [.. AllEngines.Names];

    [Theory]
    [MemberData(nameof(EnginesAndFunctions))]
    public void Evaluate_WholeRange_IsWithinRoundingOfTheExactValue(string engine, string name)
    {
        (double X, double Value)[] exact = [.. _exact[name]];
        double[] found = Evaluate(engine, name, [.. exact.Select(point => point.X)]);
        Assert.NotEmpty(exact);

        // Below the normal numbers a unit is all there is.
        Assert.All(exact, (point, i) => Assert.True(
            point.Value.Equals(found[i]) || Math.Abs(point.Value - found[i]) <= Math.Max(Relative * Math.Abs(point.Value), double.Epsilon),
            $"{name}({point.X:R}) is {found[i]:R}, expected {point.Value:R}."));
    }

    [Theory]
    [MemberData(nameof(EnginesAndFunctionsOfNet))]
    public void Evaluate_WhereNetHasTheFunction_IsWithinFourUnitsOfIt(string engine, string name)
    {
        double[] x = Arguments(name is "Asin" or "Acos" ? 1 : 10);
        double[] found = Evaluate(engine, name, x);
        Assert.All(x, (argument, i) => AssertWithin(_ofNet[name](argument), found[i], $"{name}({argument:R})"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Evaluate_AngleOfAPoint_IsWithinFourUnitsOfNet(string engine)
    {
        double[] y = Arguments(10);
        double[] x = [.. y];
        new Random(5).Shuffle(x);
        (Expression height, Expression width) = (Input("y", Shape.Scalar), Input("x", Shape.Scalar));
        double[] found = AllEngines.Get(engine).Evaluate(
            new RecordedFunction("Atan2", [height, width], [Atan2(height, width)]), [Of(y), Of(x)])[0].Values;
        Assert.All(y, (argument, i) => AssertWithin(Math.Atan2(argument, x[i]), found[i], $"Atan2({argument:R}, {x[i]:R})"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Evaluate_NegativeZero_KeepsItsSign(string engine) => Assert.All(
        _functions.Keys.Except(["NormalCdf", "Acos"]),
        name => Assert.True(double.IsNegative(Evaluate(engine, name, [-0.0])[0]), name));

    [Fact]
    public void ToModel_EveryFunction_UsesOnlyOperatorsWithDoubleKernelsEverywhere()
    {
        // In ONNX Runtime from 1.20 on, on the processor and on CUDA.
        string[] everywhere = ["Abs", "Add", "Div", "Exp", "Less", "Log", "Max", "Min", "Mul", "Neg", "Pow", "Sign", "Sqrt", "Sub", "Tanh", "Where"];
        Expression x = Input("x", Shape.Scalar);
        RecordedFunction f = new("f", [x], [Atan2(x, 1 - x), .. _functions.Values.Select(record => record(x))]);

        ModelProto model = ModelProto.Parser.ParseFrom(OnnxFunction.ToModel(f, 1));

        Assert.Empty(model.Graph.Node.Select(node => node.OpType).Except([.. everywhere, "Identity"]));
    }

    // Every size, and many of the everyday ones.
    private static double[] Arguments(double everyday)
    {
        Random random = new(4);
        return
        [
            .. Enumerable.Range(0, 2000).Select(_ => ((2 * random.NextDouble()) - 1) * everyday),
            .. Enumerable.Range(0, 2000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
        ];
    }

    private static double[] Evaluate(string engine, string name, double[] x)
    {
        Expression input = Input("x", Shape.Scalar);
        return AllEngines.Get(engine).Evaluate(new RecordedFunction(name, [input], [_functions[name](input)]), [Of(x)])[0].Values;
    }

    private static NDArray Of(double[] values) => new([values.Length], values);

    private static void AssertWithin(double expected, double found, string what) => Assert.True(
        expected.Equals(found) || Math.Abs(expected - found) <= MostUnits * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)),
        $"{what} is {found:R}, expected {expected:R}.");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
