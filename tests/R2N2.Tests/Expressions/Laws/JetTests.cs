using R2N2.Reference;
using R2N2.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Taylor coefficients against the formulas of every primitive, nested forward differentiation, and known series.</summary>
public class JetTests
{
    private const int Degree = 4;

    private static readonly Dictionary<string, LawCase> _laws =
        UnaryCases.All.Concat(BinaryCases.All).Concat(StructureCases.All).ToDictionary(law => law.Name);

    // Axes are the business of the reader below, which has all layouts.
    private static readonly Layout[] _layouts =
        [.. Layout.All.Where(layout => layout.Name is "no batch" or "directions, lengths alike" or "mixed")];

    // Σ c_k t^k of functions of t.
    private static readonly Dictionary<string, (Func<Expression, Expression> Record, double[] Series)> _series = new()
    {
        ["exp"] = (Exp, [1, 1, 1 / 2.0, 1 / 6.0, 1 / 24.0, 1 / 120.0, 1 / 720.0]),
        ["expm1"] = (Expm1, [0, 1, 1 / 2.0, 1 / 6.0, 1 / 24.0, 1 / 120.0, 1 / 720.0]),
        ["log1p"] = (Log1p, [0, 1, -1 / 2.0, 1 / 3.0, -1 / 4.0, 1 / 5.0, -1 / 6.0]),
        ["log"] = (t => Log(2 + t), [Math.Log(2), 1 / 2.0, -1 / 8.0, 1 / 24.0, -1 / 64.0, 1 / 160.0, -1 / 384.0]),
        ["sin"] = (Sin, [0, 1, 0, -1 / 6.0, 0, 1 / 120.0, 0]),
        ["cos"] = (Cos, [1, 0, -1 / 2.0, 0, 1 / 24.0, 0, -1 / 720.0]),
        ["tan"] = (Tan, [0, 1, 0, 1 / 3.0, 0, 2 / 15.0, 0]),
        ["tanh"] = (Tanh, [0, 1, 0, -1 / 3.0, 0, 2 / 15.0, 0]),
        ["atan"] = (Atan, [0, 1, 0, -1 / 3.0, 0, 1 / 5.0, 0]),
        ["asin"] = (Asin, [0, 1, 0, 1 / 6.0, 0, 3 / 40.0, 0]),
        ["erf"] = (x => Math.Sqrt(Math.PI) / 2 * Erf(x), [0, 1, 0, -1 / 3.0, 0, 1 / 10.0, 0]),
        ["normal"] = (x => Math.Sqrt(2 * Math.PI) * (NormalCdf(x) - 0.5), [0, 1, 0, -1 / 6.0, 0, 1 / 40.0, 0]),
        ["root"] = (x => Sqrt(1 + x), [1, 1 / 2.0, -1 / 8.0, 1 / 16.0, -5 / 128.0, 7 / 256.0, -21 / 1024.0]),
        ["cube root"] = (x => Cbrt(1 + x), [1, 1 / 3.0, -1 / 9.0, 5 / 81.0, -10 / 243.0, 22 / 729.0, -154 / 6561.0]),
        ["power"] = (x => Pow(1 + x, -2.5), [1, -5 / 2.0, 35 / 8.0, -105 / 16.0, 1155 / 128.0, -3003 / 256.0, 15015 / 1024.0]),
        ["geometric"] = (x => 1 / (1 - x), [1, 1, 1, 1, 1, 1, 1]),
        ["Bernoulli's"] = (x => (x + 1) / (Exp(x + 1) - 1) * (Math.E - 1), BernoulliAtOne()),
    };

    // Where primitives meet, and where operands are what others made.
    private static readonly Dictionary<string, Func<Expression, Expression>> _functions = new()
    {
        ["elementary"] = x => Exp(Sin(x)) / (2 + Tanh(x)) * Log(3 + Cos(x * x)),
        ["roots"] = x => Sqrt(2 + Sin(x)) * Cbrt(x - 3) * Pow(2 + x, 1.7) + Pow(2 + Cos(x), x),
        ["special"] = x => Erf(x) * NormalCdf(x * x) + Atan(Log1p(x * x)) - Expm1(-x) * Atan2(x, 2 + x),
        ["choices"] = x => Max(x, Sin(3 * x)) + Min(x * x, Abs(x)) * SelectLess(x, 0.2, Exp(x), x) + (Sign(x) * x),
        ["algebra"] = x => Solve(Diag(3 + x) + (Outer(x, Sin(x)) * 0.3), Exp(x)) * Norm(x) + MatMul(Outer(x, x), Cos(x)),
        ["parts"] = x => Concat(x[1..] * x[..2], Stack(x[0] * x[1]), Reshape(Outer(x, x * x), 9)[3..6])[..3] * Sum(x * x),
    };

    public static TheoryData<string, string> EnginesAndLaws() => AllEngines.With(_laws.Keys);

    public static TheoryData<string, string> EnginesAndSeries() => AllEngines.With(_series.Keys);

    public static TheoryData<string, string> EnginesAndFunctions() => AllEngines.With(_functions.Keys);

    public static TheoryData<string> Engines() => [.. AllEngines.Names];

    [Theory]
    [MemberData(nameof(EnginesAndLaws))]
    public void Expand_EveryPrimitive_HasTheDerivativesOfTheFormulas(string engine, string law)
    {
        foreach (Layout layout in _layouts)
        {
            LawTrial trial = new(_laws[law], layout);
            NDArray?[][] directions = trial.Directions();
            NDArray[][] all = AllEngines.Get(engine).Expand(_laws[law].Record(), trial.Values, directions, 2);
            foreach ((NDArray?[] along, NDArray[] series) in directions.Zip(all))
            {
                trial.AssertValue(series[0], exactShape: false);
                trial.AssertFirst(along, series[1]);
                trial.AssertSecond(along, along, new NDArray(series[2].Lengths, [.. series[2].Values.Select(value => 2 * value)]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(EnginesAndSeries))]
    public void Expand_KnownFunction_HasItsSeries(string engine, string name)
    {
        (Func<Expression, Expression> record, double[] expected) = _series[name];
        Expression t = Input("t", Shape.Scalar);
        NDArray[] series = AllEngines.Get(engine)
            .Expand(new RecordedFunction(name, [t], [record(t)]), [new NDArray([], [0])], [new NDArray([], [1])], expected.Length - 1);
        Assert.All(expected, (value, k) => Assert.True(
            Math.Abs(value - series[k].Values[0]) <= 1e-14 * Math.Max(1, Math.Abs(value)), $"c_{k} of {name} is {series[k].Values[0]:R}, expected {value:R}."));
    }

    [Theory]
    [MemberData(nameof(EnginesAndFunctions))]
    public void Expand_Composition_HasTheDerivativesOfNestedDifferentiation(string engine, string name)
    {
        Expression x = Input("x", Shape.Vector(3)), along = Input("d", x.Shape);
        (NDArray at, NDArray direction) = (NDArray.Vector(0.4, -0.7, 1.1), NDArray.Vector(0.6, 0.3, -0.8));
        RecordedFunction function = new(name, [x, along], [_functions[name](x)]);
        NDArray[] series = AllEngines.Get(engine).Expand(function, [at, direction], [direction, null], Degree);
        DualReader<Expression> dual = new(ExpressionReader.Instance);
        double factorial = 1;
        for (int k = 1; k <= Degree; k++)
        {
            factorial *= k;
            Expression derivative = function.Evaluate(dual, new Dual<Expression>(x, along), new Dual<Expression>(along))[0].Tangent!;
            function = new RecordedFunction(name, [x, along], [derivative]);
            double[] expected = [.. PlainEngine.Instance.Evaluate(function, [at, direction])[0].Values.Select(value => value / factorial)];
            double size = Math.Max(1, expected.Max(Math.Abs));
            Assert.All(expected, (value, i) => Assert.True(
                Math.Abs(value - series[k].Values[i]) <= 1e-12 * size, $"c_{k}[{i}] of {name} is {series[k].Values[i]:R}, expected {value:R}."));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Expand_Kinks_TakesTheSideOfTheFirstDerivative(string engine)
    {
        Assert.Equal([0, 0, 0], Coefficients(engine, Abs, 0, 1));
        Assert.Equal([0, 0, 0], Coefficients(engine, Relu, 0, 1));
        Assert.Equal([0, 1, 0], Coefficients(engine, t => Max(t, t * t), 0, 1));
        Assert.Equal([0, 0, 1], Coefficients(engine, t => Min(t, t * t), 0, 1));
        Assert.Equal([0, 0, 0], Coefficients(engine, t => Sqrt(t * t), 0, 1));
        Assert.Equal([0, 0, 0], Coefficients(engine, t => Norm(Stack(t, t * t)), 0, 1));
        Assert.Equal([0, double.PositiveInfinity], Coefficients(engine, Sqrt, 0, 1)[..2]);
        Assert.Equal([0, double.NegativeInfinity], Coefficients(engine, Cbrt, 0, -1)[..2]);
        Assert.Equal([0, 0, 0], Coefficients(engine, t => Pow(t, 2.5), 0, 1));
        Assert.Equal([0, 0, 0], Coefficients(engine, t => Pow(t, 5), 0, 1));
    }

    [Fact]
    public void Expand_BeyondWhatMoves_IsNotComputed()
    {
        Jet<Expression> constant = new(Input("c", Shape.Scalar)), linear = new(Input("x", Shape.Scalar), 1);
        JetReader<Expression> reader = new(ExpressionReader.Instance, Degree);
        Assert.Equal(0, reader.Exp(reader.Pow(constant, constant)).Degree);
        Assert.Equal(1, reader.Add(linear, constant).Degree);
        Assert.Equal(2, reader.Multiply(linear, linear).Degree);
        Assert.Equal(Degree, reader.Exp(linear).Degree);
    }

    private static double[] Coefficients(string engine, Func<Expression, Expression> record, double at, double along)
    {
        Expression t = Input("t", Shape.Scalar);
        return [.. AllEngines.Get(engine)
            .Expand(new RecordedFunction("kink", [t], [record(t)]), [new NDArray([], [at])], [new NDArray([], [along])], 2)
            .Select(coefficient => coefficient.Values[0])];
    }

    // (1 + t)/(e^(1 + t) - 1) (e - 1), by long division with the series of e^(1 + t) - 1.
    private static double[] BernoulliAtOne()
    {
        double[] numerator = [Math.E - 1, Math.E - 1, 0, 0, 0, 0, 0], quotient = new double[7];
        double[] denominator = [Math.E - 1, Math.E, Math.E / 2, Math.E / 6, Math.E / 24, Math.E / 120, Math.E / 720];
        for (int k = 0; k < quotient.Length; k++)
        {
            quotient[k] = (numerator[k] - Enumerable.Range(1, k).Sum(i => denominator[i] * quotient[k - i])) / denominator[0];
        }

        return quotient;
    }
}
