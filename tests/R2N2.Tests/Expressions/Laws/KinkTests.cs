using R2N2.Reference;
using R2N2.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>What the documentation promises where a derivative does not exist.</summary>
public class KinkTests
{
    public static TheoryData<string> Engines() => [.. AllEngines.Names];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_AbsAtZero_GivesZero(string engine) =>
        Assert.Equal([0], Derivative(engine, (a, _) => Abs(a), [0], [1], [5], [7]));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_MinOfEqual_TakesTheRight(string engine) =>
        Assert.Equal([7], Derivative(engine, Min, [2], [2], [5], [7]));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_MaxOfEqual_TakesTheLeft(string engine) =>
        Assert.Equal([5], Derivative(engine, Max, [2], [2], [5], [7]));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_SelectLessOfEqual_TakesTheOther(string engine) =>
        Assert.Equal([7], Derivative(engine, (a, b) => SelectLess(1, 1, a, b), [2], [3], [5], [7]));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_MaxWithAConstant_StandsStillWhereTheConstantWins(string engine) =>
        Assert.Equal([0, 5], Derivative(engine, (a, _) => Max(a, 1), [0.5, 2], [0, 0], [5, 5], [1, 1]));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_SafeBranchOfAGuard_IsNotSpoiledByTheOther(string engine) =>
        Assert.Equal([0], Derivative(engine, (a, b) => SelectLess(a, 1, 0, Log(b)), [0], [0], [1], [1]));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_WholePowersAtZero_StayFinite(string engine)
    {
        Assert.Equal([0], Derivative(engine, (a, _) => Pow(a, 2), [0], [0], [1], [0]));
        Assert.Equal([1], Derivative(engine, (a, _) => Pow(a, 1), [0], [0], [1], [0]));
        Assert.Equal([0], Derivative(engine, (a, _) => Pow(a, 0), [0], [0], [1], [0]));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_RootOfASumOfSquaresAtZero_GivesZeroAsSqrtOrAsPower(string engine)
    {
        Assert.Equal([0], Derivative(engine, (a, b) => Sqrt((a * a) + (b * b)), [0], [0], [1], [2]));
        Assert.Equal([0], Derivative(engine, (a, b) => Pow((a * a) + (b * b), 0.5), [0], [0], [1], [2]));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_CubeRootAtZero_IsInfiniteOrStandsStill(string engine) =>
        Assert.Equal([double.PositiveInfinity, double.NegativeInfinity, 0], Derivative(engine, (a, _) => Cbrt(a), [0, 0, 0], [0, 0, 0], [1, -1, 0], [1, 1, 1]));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_InverseSineAndCosineAtOne_AreInfiniteOrStandStill(string engine)
    {
        (double[] at, double[] along) = ([-1, 1, -1, 1], [1, 1, 0, 0]);
        const double Infinity = double.PositiveInfinity;
        Assert.Equal([Infinity, Infinity, 0, 0], Derivative(engine, (a, _) => Asin(a), at, at, along, along));
        Assert.Equal([-Infinity, -Infinity, 0, 0], Derivative(engine, (a, _) => Acos(a), at, at, along, along));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_InverseCosineAtZero_IsMinusOne(string engine) =>
        Assert.Equal([-5], Derivative(engine, (a, _) => Acos(a), [0], [0], [5], [0]));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_AngleOfAPoint_IsRightOnTheAxesAndZeroAtTheOrigin(string engine) => Assert.Equal(
        [5, -5, -7, 7, 0],
        Derivative(engine, Atan2, [0, 0, 1, -1, 0], [1, -1, 0, 0, 0], [5, 5, 5, 5, 5], [7, 7, 7, 7, 7]));

    [Theory]
    [MemberData(nameof(Engines))]
    public void DifferentiateTwice_WholePowersAtZero_StayFinite(string engine)
    {
        double[] expected = [0, 0, 2, 0, 0];
        Assert.All(expected, (value, power) =>
        {
            Expression x = Input("x", Shape.Scalar);
            NDArray one = new([], [1]);
            NDArray second = AllEngines.Get(engine).DifferentiateTwice(
                new RecordedFunction("power", [x], [Pow(x, power)]), [new NDArray([], [0])], [one], [one])[0];
            Assert.Equal([value], second.Values);
        });
    }

    private static double[] Derivative(
        string engine, Func<Expression, Expression, Expression> record, double[] a, double[] b, double[] da, double[] db)
    {
        (Expression left, Expression right) = (Input("a", Shape.Scalar), Input("b", Shape.Scalar));
        NDArray Of(double[] values) => new([values.Length], values);
        return AllEngines.Get(engine).Differentiate(
            new RecordedFunction("kink", [left, right], [record(left, right)]), [Of(a), Of(b)], [Of(da), Of(db)])[0].Values;
    }
}
