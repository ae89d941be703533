using R2N2.Reference;
using R2N2.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Norms where squares would under- or overflow, and at 0, where there is no derivative.</summary>
public class NormTests
{
    private static readonly double[] _scales =
        [double.Epsilon, 1e-320, 1e-308, 1e-170, 1e-23, 1e-9, 1, 1e9, 1e23, 1e170, 3e307];

    public static TheoryData<string> Engines() => [.. AllEngines.Names];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Norm_OfAnyScale_IsTheScaledNorm(string engine)
    {
        foreach (double scale in _scales)
        {
            // 2, 3 and 6 times the scale have the norm 7.
            double[] exact = [2 * scale, -3 * scale, 6 * scale];
            if (double.IsFinite(exact[2]))
            {
                AssertClose(7 * scale, Norm(engine, exact), $"{scale:R}");
            }

            AssertClose(scale, Norm(engine, [0, scale, 0]), $"one element of {scale:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Norm_AtTheEndOfTheRange_OverflowsWhereItsValueDoes(string engine)
    {
        double largest = double.MaxValue;
        AssertClose(largest, Norm(engine, [0.6 * largest, 0.8 * largest, 0]), "the largest number");
        Assert.Equal(double.PositiveInfinity, Norm(engine, [largest, largest, 0]));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Norm_OfSpecialValues_IsZeroInfiniteOrNaN(string engine)
    {
        Assert.Equal(0, Norm(engine, [0, -0.0, 0]));
        Assert.Equal(double.PositiveInfinity, Norm(engine, [1, double.NegativeInfinity, 0]));
        Assert.Equal(double.NaN, Norm(engine, [1, double.NaN, 0]));
        Assert.Equal(double.NaN, Norm(engine, [double.NaN, double.NaN, double.NaN]));
        Assert.Equal(double.NaN, Norm(engine, [double.NaN, 1, double.PositiveInfinity]));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_NormOfAnyScale_IsTheComponentAlongTheVector(string engine)
    {
        foreach (double scale in _scales.Where(scale => double.IsFinite(6 * scale)))
        {
            double[] vector = [2 * scale, -3 * scale, 6 * scale];
            foreach (double length in (double[])[1e-170, 1, 1e170])
            {
                double[] along = [length, 2 * length, 3 * length];
                AssertClose(2 * length, First(engine, Expression.Norm, vector, along), $"{scale:R} along {length:R}", 1e-14);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_NormAtZero_GivesZero(string engine)
    {
        Assert.Equal(0, First(engine, Expression.Norm, [0, 0, 0], [1, 2, -3]));
        Assert.Equal(0, Second(engine, Expression.Norm, [0, 0, 0], [1, 2, -3], [4, 5, 6]));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_NormOfNaN_GivesNaN(string engine) =>
        Assert.Equal(double.NaN, First(engine, Expression.Norm, [1, double.NaN, 0], [1, 0, 0]));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_RootOfSumOfSquaresAtZero_GivesZero(string engine)
    {
        Assert.Equal(0, First(engine, Root, [0, 0, 0], [1, 2, -3]));
        Assert.Equal(0, Second(engine, Root, [0, 0, 0], [1, 2, -3], [4, 5, 6]));

        // Behind a factor 0 the second derivative is what the product rule makes of it.
        Assert.Equal(0, Second(engine, x => x[0] * Root(x), [0, 0, 0], [1, 2, -3], [4, 5, 6]));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_RootElsewhere_KeepsInfinityAndNaN(string engine)
    {
        static Expression First(Expression x) => Sqrt(x[0]);
        Assert.Equal(double.PositiveInfinity, NormTests.First(engine, First, [0, 0, 0], [1, 0, 0]));
        Assert.Equal(double.NegativeInfinity, NormTests.First(engine, First, [0, 0, 0], [-1e-300, 0, 0]));
        Assert.Equal(double.NaN, NormTests.First(engine, First, [-1, 0, 0], [0, 1, 0]));
        Assert.Equal(double.NaN, NormTests.First(engine, First, [double.NaN, 0, 0], [0, 1, 0]));
        Assert.Equal(double.NaN, NormTests.First(engine, First, [0, 0, 0], [double.NaN, 0, 0]));
        Assert.Equal(0, NormTests.First(engine, First, [double.PositiveInfinity, 0, 0], [0, 1, 0]));
        Assert.Equal(0, NormTests.First(engine, First, [2, 0, 0], [0, 1, 0]));

        // √ moves at second order only: 2 √x has the second derivative along a standing and any other direction 0 + d/√x.
        Expression ByProduct(Expression x) => Sqrt(2.25 + (x[0] * x[1]));
        Assert.Equal(1 / 3.0, Second(engine, ByProduct, [0, 0, 0], [1, 0, 0], [0, 1, 0]), 1e-15);
    }

    [Fact]
    public void Of_WithManyElements_AgreesWithExtendedPrecision()
    {
        Random random = new(3);
        double[] vector = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble() - 0.5)];
        decimal sum = vector.Select(value => (decimal)value * (decimal)value).Sum();
        AssertClose(Math.Sqrt((double)sum), EuclideanNorm.Of(vector), "1,000 elements", 1e-14);
        AssertClose(Math.Sqrt((double)sum) * 1e-200, EuclideanNorm.Of([.. vector.Select(value => value * 1e-200)]), "tiny ones", 1e-14);
    }

    private static Expression Root(Expression x) => Sqrt(Sum(x * x));

    private static double Norm(string engine, double[] vector)
    {
        Expression x = Input("x", Shape.Vector(vector.Length));
        RecordedFunction norm = new("norm", [x], [Expression.Norm(x)]);
        return AllEngines.Get(engine).Evaluate(norm, [new NDArray([1, vector.Length], vector)])[0].Values[0];
    }

    private static double First(string engine, Func<Expression, Expression> record, double[] at, double[] along)
    {
        NDArray Of(double[] values) => new([1, values.Length], values);
        return AllEngines.Get(engine).Differentiate(Record(record), [Of(at)], [Of(along)])[0].Values[0];
    }

    private static double Second(string engine, Func<Expression, Expression> record, double[] at, double[] along, double[] next)
    {
        NDArray Of(double[] values) => new([1, values.Length], values);
        return AllEngines.Get(engine).DifferentiateTwice(Record(record), [Of(at)], [Of(along)], [Of(next)])[0].Values[0];
    }

    private static RecordedFunction Record(Func<Expression, Expression> record)
    {
        Expression x = Input("x", Shape.Vector(3));
        return new RecordedFunction("f", [x], [record(x)]);
    }

    // Of a denormal number the last bit is all that there is.
    private static void AssertClose(double expected, double actual, string what, double tolerance = 1e-15) => Assert.True(
        Math.Abs(expected - actual) <= Math.Max(tolerance * Math.Abs(expected), double.Epsilon), $"{what}: {actual:R}, expected {expected:R}.");
}
