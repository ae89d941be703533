namespace R2N2;

/// <summary>The step of an R2N2 network, written once, as an expression over f with the coefficients as inputs.</summary>
internal sealed class OuterIteration
{
    /// <summary>Records one outer iteration, x_k → x_{k+1}.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure.</param>
    /// <exception cref="ArgumentException">The superstructure is one for integrators, or its preconditioner does not suit the family.</exception>
    public OuterIteration(EquationFamily family, Superstructure superstructure)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(superstructure);
        superstructure.RequireForEquations(nameof(superstructure));
        int n = superstructure.InnerIterations;
        Expression x = Expression.Input("x", Shape.Vector(family.StateSize));
        Expression fx = Expression.Input("f", x.Shape);
        Expression[] parameters = family.RecordParameters();
        Expression[] theta = CoefficientTable.Record(n);
        Func<Expression, Expression> precondition = superstructure.Preconditioner.At(family, x, parameters);
        List<Expression> vectors = [precondition(fx)];
        for (int j = 1; j < n; j++)
        {
            using ExpressionScope.Entry inner = ExpressionScope.Enter($"inner_{j + 1}");
            Expression direction = CoefficientTable.Combine(CoefficientTable.Row(theta, j), vectors);
            vectors.Add(precondition(superstructure.Generation.Next(family, x, fx, parameters, direction)));
        }

        Expression next = x + CoefficientTable.Combine(CoefficientTable.Row(theta, n), vectors);
        Recorded = new RecordedFunction($"{family.Name} outer iteration", [x, fx, .. parameters, .. theta], [next, .. vectors]);
    }

    /// <summary>
    /// The step. Inputs: x_k [m], f(x_k) [m], the family's parameters, and the n(n+1)/2 coefficients, each a scalar, row by row.
    /// Outputs: x_{k+1} [m], v_1 … v_n.
    /// </summary>
    public RecordedFunction Recorded { get; }

    /// <summary>One outer iteration by any engine.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="x">x_k.</param>
    /// <param name="fx">f(x_k), which whoever iterates has already, from checking convergence.</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    /// <param name="theta">The coefficients, row by row.</param>
    /// <returns>x_{k+1}, and the vectors v_1 … v_n that led there.</returns>
    public (T Next, T[] Vectors) Step<T>(IReader<T> reader, T x, T fx, IReadOnlyList<T> parameters, IReadOnlyList<T> theta)
        where T : class
    {
        T[] outputs = Recorded.Evaluate(reader, [x, fx, .. parameters, .. theta]);
        return (outputs[0], outputs[1..]);
    }
}
