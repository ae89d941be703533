namespace R2N2.Tests.Expressions.Laws;

/// <summary>A function of one element of every operand; an operand with one element serves all of them.</summary>
/// <param name="function">The function of the operands' elements.</param>
/// <param name="gradient">Its partial derivatives.</param>
/// <param name="hessian">Its second partial derivatives.</param>
internal sealed class ElementwiseCase(
    string name,
    Primitive primitive,
    Shape[] inputs,
    Func<Expression[], Expression> record,
    Func<double[], double> function,
    Func<double[], double[]> gradient,
    Func<double[], double[,]> hessian) : LawCase(name, primitive, inputs, record)
{
    public override double[] Value(double[][] x) => Each(x, i => function(At(x, i)));

    public override double[] First(double[][] x, double[][] d) => Each(x, i =>
    {
        double[] slope = gradient(At(x, i)), along = At(d, i);
        double sum = 0;
        for (int a = 0; a < slope.Length; a++)
        {
            sum += slope[a] * along[a];
        }

        return sum;
    });

    public override double[] Second(double[][] x, double[][] d, double[][] e) => Each(x, i =>
    {
        double[,] curvature = hessian(At(x, i));
        double[] along = At(d, i), next = At(e, i);
        double sum = 0;
        for (int a = 0; a < along.Length; a++)
        {
            for (int b = 0; b < next.Length; b++)
            {
                sum += curvature[a, b] * along[a] * next[b];
            }
        }

        return sum;
    });

    private static double[] Each(double[][] x, Func<int, double> element) =>
        [.. Enumerable.Range(0, x.Max(operand => operand.Length)).Select(element)];

    private static double[] At(double[][] x, int i) => [.. x.Select(operand => operand[operand.Length == 1 ? 0 : i])];
}
