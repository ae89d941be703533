namespace R2N2.Tests.Expressions.Laws;

/// <summary>The Euclidean norm of all elements: with u = x/‖x‖, its derivatives are u·d and (d·e - (u·d)(u·e))/‖x‖.</summary>
internal sealed class NormCase(string name, Shape shape)
    : LawCase(name, Primitive.Norm, [shape], x => Expression.Norm(x[0]))
{
    public override double[] Value(double[][] x) => [Math.Sqrt(Dot(x[0], x[0]))];

    public override double[] First(double[][] x, double[][] d) => [Dot(x[0], d[0]) / Value(x)[0]];

    public override double[] Second(double[][] x, double[][] d, double[][] e) =>
        [(Dot(d[0], e[0]) - (First(x, d)[0] * First(x, e)[0])) / Value(x)[0]];

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
