namespace R2N2;

/// <summary>The step of an R2N2 network, written once, as an expression over f with the coefficients as inputs.</summary>
internal sealed class OuterIteration
{
    private readonly Superstructure _superstructure;

    /// <summary>Records one outer iteration, x_k → x_{k+1}.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure.</param>
    /// <param name="resolution">The relative spacing of floating-point numbers: 2⁻⁵², the default, or 2⁻²³.</param>
    /// <exception cref="ArgumentException">The superstructure is one for integrators, or its preconditioner does not suit the family.</exception>
    public OuterIteration(EquationFamily family, Superstructure superstructure, double resolution = 1.0 / (1L << 52))
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(superstructure);
        superstructure.RequireForEquations(nameof(superstructure));
        _superstructure = superstructure;
        int n = superstructure.InnerIterations;
        Expression x = Expression.Input("x", Shape.Vector(family.StateSize));
        Expression fx = Expression.Input("f", x.Shape);
        Expression[] memory = [.. MemoryNames(superstructure).Select(name => Expression.Input(name, x.Shape))];
        Expression[] parameters = family.RecordParameters();
        Expression[] theta = CoefficientTable.Record(CoefficientTable.Names(superstructure));
        Func<Expression, Expression> precondition = superstructure.Preconditioner.At(family, x, parameters);
        List<Expression> vectors = [precondition(fx)];
        SecantPairs pairs = new(resolution);
        for (int j = 1; j < n; j++)
        {
            using ExpressionScope.Entry inner = ExpressionScope.Enter($"inner_{j + 1}");
            Expression direction = CoefficientTable.Combine(CoefficientTable.Row(theta, j), vectors);
            Func<Expression, Expression> along = superstructure.Preconditioner.Along(precondition, family, x, parameters, direction);
            if (superstructure.IsMinimalResidual && superstructure.Generation.Change(family, x, parameters, direction) is { } known)
            {
                Expression change = along(known);
                pairs.Add(direction, change);
                vectors.Add(vectors[0] + change);
            }
            else
            {
                vectors.Add(along(superstructure.Generation.Next(family, x, fx, parameters, direction)));
                pairs.Add(direction, vectors[^1] - vectors[0]);
            }
        }

        Expression[] remembered = [x, vectors[0], .. memory];
        for (int i = 0; i < memory.Length; i += 2)
        {
            pairs.Add(remembered[i] - remembered[i + 2], remembered[i + 1] - remembered[i + 3]);
        }

        Expression next = superstructure.IsMinimalResidual
            ? pairs.Minimise(x, vectors[0], theta[^1])
            : x + CoefficientTable.Combine(CoefficientTable.Row(theta, n), vectors);
        Recorded = new RecordedFunction(
            $"{family.Name} outer iteration",
            [x, fx, .. memory, .. parameters, .. theta],
            [next, .. remembered[..memory.Length], .. vectors]);
    }

    /// <summary>
    /// The step. Inputs: x_k [m], f(x_k) [m], what is remembered, the family's parameters, and the coefficients, each a scalar, row by
    /// row. Outputs: x_{k+1} [m], what is to be remembered, v_1 … v_n.
    /// </summary>
    public RecordedFunction Recorded { get; }

    /// <summary>What each value that is remembered is called: x and P f of earlier outer iterations by turns, the last one first.</summary>
    /// <param name="superstructure">The structure.</param>
    public static IEnumerable<string> MemoryNames(Superstructure superstructure) =>
        Enumerable.Range(1, superstructure.History).SelectMany(i => new[] { $"x_before_{i}", $"v_before_{i}" });

    /// <summary>
    /// What the first outer iteration remembers. It has come from nowhere: where x has not changed, a change of f is not looked at.
    /// </summary>
    /// <param name="x">x_0.</param>
    /// <param name="fx">f(x_0).</param>
    public T[] Begin<T>(T x, T fx) => [.. Enumerable.Range(0, _superstructure.History).SelectMany(_ => new[] { x, fx })];

    /// <summary>One outer iteration by any engine.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="x">x_k.</param>
    /// <param name="fx">f(x_k), which whoever iterates has already, from checking convergence.</param>
    /// <param name="memory">What the one before, or <see cref="Begin"/>, has left to remember.</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    /// <param name="theta">The coefficients, row by row.</param>
    public OuterStep<T> Step<T>(
        IReader<T> reader, T x, T fx, IReadOnlyList<T> memory, IReadOnlyList<T> parameters, IReadOnlyList<T> theta)
        where T : class
    {
        T[] outputs = Recorded.Evaluate(reader, [x, fx, .. memory, .. parameters, .. theta]);
        return new OuterStep<T>(outputs[0], outputs[1..(memory.Count + 1)], outputs[(memory.Count + 1)..]);
    }
}
