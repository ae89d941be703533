using static R2N2.Expression;

namespace R2N2.Tests.Expressions;

public sealed class ExpressionScopeTests
{
    private static readonly Expression _x = Input("x", Shape.Vector(2));

    [Fact]
    public void Enter_RecordedExpressions_RememberTheParts()
    {
        Expression outside = Sin(_x);
        Expression inside;
        using (ExpressionScope.Enter("a"))
        using (ExpressionScope.Enter("b"))
        {
            inside = Sin(_x);
        }

        Assert.Equal("", outside.Scope);
        Assert.Equal("a/b/", inside.Scope);
        Assert.Equal("", ExpressionScope.Current);
    }

    [Fact]
    public void Evaluate_FunctionInAPart_PutsItsOwnPartsInside()
    {
        Expression inner;
        using (ExpressionScope.Enter("inner"))
        {
            inner = Sin(_x);
        }

        RecordedFunction f = new("f", [_x], [inner + _x]) { Scope = "f" };
        Expression again;
        using (ExpressionScope.Enter("outer"))
        {
            again = f.Evaluate(ExpressionReader.Instance, _x)[0];
        }

        Assert.Equal("outer/f/", again.Scope);
        Assert.Equal("outer/f/inner/", again.Operands[0].Scope);
        Assert.Equal("", ExpressionScope.Current);
    }

    [Fact]
    public void Evaluate_ReaderThrows_LeavesAllParts()
    {
        RecordedFunction f = new("f", [_x], [Sin(_x)]) { Scope = "f" };

        Assert.Throws<ArgumentNullException>(() => f.Evaluate(ExpressionReader.Instance, (Expression)null!));

        Assert.Equal("", ExpressionScope.Current);
    }

    [Fact]
    public void Residual_OfAFamily_IsThePartF()
    {
        EquationFamily family = ProblemFamily.Equations("cubic", 2, x => (x * x * x) - 1);

        RecordedFunction step = new OuterIteration(family, Superstructure.Krylov(2)).Recorded;

        string[] scopes = [.. Reachable(step.Outputs[0]).Where(node => node.Operands.Count > 0).Select(node => node.Scope).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["", "inner_2/", "inner_2/f/"], scopes);
    }

    private static IEnumerable<Expression> Reachable(Expression node) => node.Operands.SelectMany(Reachable).Append(node);
}
