using R2N2.Reference;
using R2N2.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Composed functions where composing them is delicate: near 0, in the tails, where something overflows, at kinks.</summary>
public class CompositionTests
{
    private const double Tiny = 1e-9;

    private static readonly Dictionary<string, (Func<Expression, Expression> Record, (double X, double Value)[] Exact)> _functions = new()
    {
        ["Tan"] = (Tan, [(0, 0), (Tiny, Tiny), (-1, -1.5574077246549022), (double.NaN, double.NaN)]),
        ["Sinh"] = (Sinh,
        [
            (0, 0), (Tiny, Tiny), (-1e-4, -1.0000000016666667e-4), (1, 1.1752011936438015), (-20, -242582597.70489514),
            (710, 1.1169973830808557e308), (-710, -1.1169973830808557e308), (711, double.PositiveInfinity),
            (double.NegativeInfinity, double.NegativeInfinity), (double.NaN, double.NaN),
        ]),
        ["Cosh"] = (Cosh,
        [
            (0, 1), (1, 1.5430806348152437), (-20, 242582597.70489514), (710, 1.1169973830808557e308), (-710, 1.1169973830808557e308),
            (711, double.PositiveInfinity), (double.NegativeInfinity, double.PositiveInfinity), (double.NaN, double.NaN),
        ]),
        ["Sigmoid"] = (Sigmoid,
        [
            (0, 0.5), (2, 0.8807970779778823), (-40, 4.248354255291589e-18), (-700, 9.85967654375977e-305), (800, 1), (-800, 0),
            (double.PositiveInfinity, 1), (double.NegativeInfinity, 0), (double.NaN, double.NaN),
        ]),
        ["Softplus"] = (Softplus,
        [
            (0, 0.6931471805599453), (2, 2.1269280110429727), (-15, 3.059022737137205e-07), (-40, 4.248354255291589e-18),
            (-700, 9.85967654375977e-305), (800, 800), (-800, 0),
            (double.PositiveInfinity, double.PositiveInfinity), (double.NegativeInfinity, 0), (double.NaN, double.NaN),
        ]),
        ["Relu"] = (Relu,
        [
            (0, 0), (2, 2), (-2, 0), (double.PositiveInfinity, double.PositiveInfinity), (double.NegativeInfinity, 0), (double.NaN, double.NaN),
        ]),
    };

    public static TheoryData<string, string> EnginesAndFunctions() => AllEngines.With(_functions.Keys);

    [Theory]
    [MemberData(nameof(EnginesAndFunctions))]
    public void Evaluate_NearZeroAndInTheTails_KeepsRelativePrecision(string engine, string name)
    {
        (double X, double Value)[] exact = _functions[name].Exact;
        double[] found = AllEngines.Get(engine).Evaluate(Function(name), [Of(exact)])[0].Values;
        Assert.All(exact, (point, i) => Assert.True(
            point.Value.Equals(found[i]) || Math.Abs(point.Value - found[i]) <= 2e-13 * Math.Abs(point.Value),
            $"{name}({point.X:R}) is {found[i]:R}, expected {point.Value:R}."));
    }

    [Theory]
    [MemberData(nameof(EnginesAndFunctions))]
    public void Differentiate_AtZeroAndFarOut_IsFiniteAndRight(string engine, string name)
    {
        (double X, double Slope)[] expected = name switch
        {
            "Tan" => [(0, 1)],
            "Sinh" => [(0, 1), (300, Math.Cosh(300))],
            "Cosh" => [(0, 0), (-300, Math.Sinh(-300))],
            "Sigmoid" => [(0, 0.25), (800, 0), (-800, 0), (-40, 4.248354255291589e-18)],
            "Softplus" => [(0, 0.5), (800, 1), (-800, 0), (-40, 4.248354255291589e-18)],
            _ => [(0, 0), (1, 1), (-1, 0)],
        };
        NDArray at = Of(expected);
        double[] found = AllEngines.Get(engine).Differentiate(Function(name), [at], [new NDArray(at.Lengths, [.. expected.Select(_ => 1.0)])])[0].Values;
        Assert.All(expected, (point, i) => Assert.True(
            Math.Abs(point.Slope - found[i]) <= 1e-13 * Math.Abs(point.Slope), $"{name}'({point.X:R}) is {found[i]:R}, expected {point.Slope:R}."));
    }

    [Theory]
    [InlineData("Tan", 0)]
    [InlineData("Sinh", 0)]
    [InlineData("Cosh", 1)]
    [InlineData("Sigmoid", 0)]
    [InlineData("Softplus", 0.25)]
    public void DifferentiateTwice_AtZero_IsRight(string name, double expected)
    {
        NDArray one = new([], [1]);
        Assert.All(AllEngines.Names, engine => Assert.Equal(
            expected,
            AllEngines.Get(engine).DifferentiateTwice(Function(name), [new NDArray([], [0])], [one], [one])[0].Values[0],
            1e-15));
    }

    private static RecordedFunction Function(string name)
    {
        Expression x = Input("x", Shape.Scalar);
        return new RecordedFunction(name, [x], [_functions[name].Record(x)]);
    }

    private static NDArray Of((double X, double Value)[] points) => new([points.Length], [.. points.Select(point => point.X)]);
}
