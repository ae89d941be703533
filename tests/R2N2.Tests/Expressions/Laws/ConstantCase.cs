namespace R2N2.Tests.Expressions.Laws;

/// <summary>A value that does not depend on its input.</summary>
internal sealed class ConstantCase(string name, Shape input, Func<Expression[], Expression> record, double[] values)
    : LawCase(name, Primitive.Constant, [input], record)
{
    public override double[] Value(double[][] x) => values;

    public override double[] First(double[][] x, double[][] d) => new double[values.Length];

    public override double[] Second(double[][] x, double[][] d, double[][] e) => new double[values.Length];
}
