namespace R2N2;

/// <summary>Writes a safeguard's search as one expression: a stack is an array of expressions.</summary>
/// <param name="family">The problem.</param>
/// <param name="parameters">The family's parameters.</param>
internal sealed class ExpressionSafeguardEngine(EquationFamily family, Expression[] parameters) : ISafeguardEngine<Expression[]>
{
    public IReader<Expression[]> Reader { get; } = new StackReader<Expression>(ExpressionReader.Instance);

    public IReadOnlyList<Expression[]> Parameters { get; } = Array.ConvertAll(parameters, parameter => new[] { parameter });

    public Expression[] Stack(Expression[][] values) => Array.ConvertAll(values, value => value.Single());

    public Expression[] Part(Expression[] stack, int index) => [stack[index]];

    public Expression[] Evaluate(Expression[] points) => family.Evaluate(Reader, points, Parameters);

    public Expression[] Differentiate(Expression[] x, Expression[] directions) =>
        family.Differentiate(Reader, x, directions, Parameters);
}
