using R2N2.Reference;
using R2N2.Tests.Engines;

namespace R2N2.Tests.Expressions;

/// <summary>Plain C# numbers and arrays mix with expressions on either side.</summary>
public class ExpressionTests
{
    private static readonly double[,] _matrix = { { 1, 2 }, { 3, 4 }, { 5, 6 } };

    public static TheoryData<string, double[]> Mixtures() => new()
    {
        { "1 - x", [-1, -4] },
        { "x / 2", [1, 2.5] },
        { "2 / x", [1, 0.4] },
        { "M * x", [12, 26, 40] },
        { "x - v", [-8, -15] },
        { "v * x", [20, 100] },
        { "v - 1", [9, 19] },
        { "-x", [-2, -5] },
    };

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Operators_WithNumbersAndArrays_Compute(string formula, double[] expected)
    {
        double[] v = [10, 20];
        Expression x = Expression.Input("x", Shape.Vector(2));
        Expression result = formula switch
        {
            "1 - x" => 1 - x,
            "x / 2" => x / 2,
            "2 / x" => 2 / x,
            "M * x" => _matrix * x,
            "x - v" => x - v,
            "v * x" => v * x,
            "v - 1" => (Expression)v - 1,
            _ => -x,
        };
        NDArray value = PlainEngine.Instance.Evaluate(new RecordedFunction("mixed", [x], [result]), [new NDArray([2], [2, 5])])[0];
        Assert.Equal(expected, value.Values);
    }

    [Fact]
    public void FromArray_ChangedAfterwards_KeepsTheOldNumbers()
    {
        double[] vector = [1, 2];
        double[,] matrix = { { 1, 2 } };
        (Expression fromVector, Expression fromMatrix) = (vector, matrix);
        vector[0] = 9;
        matrix[0, 0] = 9;
        Assert.Equal([1, 2], fromVector.Values.ToArray());
        Assert.Equal([1, 2], fromMatrix.Values.ToArray());
    }

    [Fact]
    public void Constant_OfAnotherSize_NamesBoth() =>
        Assert.Equal(
            "A constant has 3 elements; its shape, matrix [2, 2], needs 4. (Parameter 'values')",
            Assert.Throws<ArgumentException>(() => Expression.Constant([1, 2, 3], Shape.Matrix(2, 2))).Message);

    [Fact]
    public void FromArray_Empty_Fails()
    {
        Assert.Throws<ArgumentException>(() => (Expression)Array.Empty<double>());
        Assert.Throws<ArgumentException>(() => (Expression)new double[2, 0]);
    }

    [Fact]
    public void Operators_WithNull_NameTheOperand()
    {
        Expression x = Expression.Input("x", Shape.Vector(2));
        Expression nothing = null!;
        Assert.Throws<ArgumentNullException>(() => x + nothing);
        Assert.Throws<ArgumentNullException>(() => nothing * x);
        Assert.Throws<ArgumentNullException>(() => -nothing);
        Assert.Throws<ArgumentNullException>(() => Expression.Stack(x, nothing));
        Assert.Throws<ArgumentNullException>(() => Expression.Pow(x, nothing));
    }

    [Fact]
    public void Input_WithoutAName_Fails() => Assert.Throws<ArgumentException>(() => Expression.Input(" ", Shape.Scalar));
}
