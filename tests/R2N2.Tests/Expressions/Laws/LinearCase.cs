namespace R2N2.Tests.Expressions.Laws;

/// <summary>A linear map of all operands together: its derivative is the map itself, applied to the direction.</summary>
/// <param name="map">The map, on doubles.</param>
internal sealed class LinearCase(
    string name, Primitive primitive, Shape[] inputs, Func<Expression[], Expression> record, Func<double[][], double[]> map)
    : LawCase(name, primitive, inputs, record)
{
    public override double[] Value(double[][] x) => map(x);

    public override double[] First(double[][] x, double[][] d) => map(d);

    public override double[] Second(double[][] x, double[][] d, double[][] e) => new double[map(x).Length];
}
