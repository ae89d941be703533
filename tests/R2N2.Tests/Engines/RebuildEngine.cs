using R2N2.Reference;

namespace R2N2.Tests.Engines;

/// <summary>Rebuilds the function (or records its symbolic derivative) over fresh inputs; another engine evaluates that.</summary>
internal sealed class RebuildEngine(IEngine evaluator) : ReaderEngine<Expression>
{
    protected override NDArray[] Run(
        IReadOnlyList<Shape> shapes, IReadOnlyList<NDArray> values, Func<IReader<Expression>, Expression[], Expression[]> program)
    {
        Expression[] inputs = [.. shapes.Select((shape, i) => Expression.Input($"in{i}", shape))];
        RecordedFunction rebuilt = new("rebuilt", inputs, program(ExpressionReader.Instance, inputs));
        return evaluator.Evaluate(rebuilt, values);
    }
}
