namespace R2N2.Tests.Expressions.Laws;

/// <summary>A product of two operands, linear in each: derivatives by the product rule.</summary>
/// <param name="product">The product, on doubles.</param>
internal sealed class BilinearCase(
    string name,
    Primitive primitive,
    Shape left,
    Shape right,
    Func<Expression[], Expression> record,
    Func<double[], double[], double[]> product) : LawCase(name, primitive, [left, right], record)
{
    public override double[] Value(double[][] x) => product(x[0], x[1]);

    public override double[] First(double[][] x, double[][] d) => Add(product(d[0], x[1]), product(x[0], d[1]));

    public override double[] Second(double[][] x, double[][] d, double[][] e) =>
        Add(product(d[0], e[1]), product(e[0], d[1]));

    private static double[] Add(double[] left, double[] right) => [.. left.Select((value, i) => value + right[i])];
}
