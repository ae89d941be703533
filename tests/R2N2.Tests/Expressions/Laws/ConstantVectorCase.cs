namespace R2N2.Tests.Expressions.Laws;

/// <summary>A scalar input on the left, a constant vector on the right.</summary>
internal sealed class ConstantVectorCase(
    string name,
    Primitive primitive,
    Func<Expression, Expression> record,
    double[] right,
    Func<double, double, double> function,
    Func<double, double, (double Left, double Right)> gradient,
    Func<double, double, (double Left, double Mixed, double Right)> hessian)
    : LawCase($"{name} of scalar and a constant vector", primitive, [Shape.Scalar], x => record(x[0]))
{
    public override double[] Value(double[][] x) => [.. right.Select(b => function(x[0][0], b))];

    public override double[] First(double[][] x, double[][] d) =>
        [.. right.Select(b => gradient(x[0][0], b).Left * d[0][0])];

    public override double[] Second(double[][] x, double[][] d, double[][] e) =>
        [.. right.Select(b => hessian(x[0][0], b).Left * d[0][0] * e[0][0])];
}
