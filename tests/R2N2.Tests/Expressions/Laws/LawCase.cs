namespace R2N2.Tests.Expressions.Laws;

/// <summary>
/// One use of one primitive, and what it must give, written with loops over doubles for one instance: its value, its
/// derivative along d, and its second derivative along d and e, each by formula.
/// </summary>
internal abstract class LawCase(string name, Primitive primitive, Shape[] inputs, Func<Expression[], Expression> record)
{
    public string Name { get; } = name;

    public Primitive Primitive { get; } = primitive;

    public Shape[] Inputs { get; } = inputs;

    /// <summary>Where random elements of each input are drawn from.</summary>
    public IReadOnlyList<(double Low, double High)> Domains { get; init; } = [.. inputs.Select(_ => (-2.0, 2.0))];

    public RecordedFunction Record()
    {
        Expression[] x = [.. Inputs.Select((shape, i) => Expression.Input($"x{i}", shape))];
        return new RecordedFunction(Name, x, [record(x)]);
    }

    public abstract double[] Value(double[][] x);

    public abstract double[] First(double[][] x, double[][] d);

    public abstract double[] Second(double[][] x, double[][] d, double[][] e);

    public override string ToString() => Name;
}
