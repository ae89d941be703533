namespace R2N2.Training;

/// <summary>A loss and its derivatives as functions of one instance and the coefficients, all steps one after another.</summary>
internal sealed class RecordedObjective
{
    private static readonly DualReader<Expression> _derivatives = new(ExpressionReader.Instance);

    private readonly Objective _objective;
    private readonly Expression[] _inputs;
    private readonly Pass<Expression> _pass;

    /// <param name="objective">The loss.</param>
    /// <param name="state">The shape of the initial state.</param>
    /// <param name="parameters">The shapes of the other columns.</param>
    /// <param name="label">The shape of the labels, if there are any.</param>
    /// <param name="scale">The shape of what errors are multiplied by, if there is any.</param>
    public RecordedObjective(Objective objective, Shape state, Shape[] parameters, Shape? label, Shape? scale)
    {
        _objective = objective;
        _pass = new(
            ExpressionReader.Instance,
            Expression.Input("state", state),
            [.. parameters.Select((shape, i) => Expression.Input($"parameter_{i + 1}", shape))],
            label is null ? null : Expression.Input("label", label),
            scale is null ? null : Expression.Input("scale", scale),
            [.. Enumerable.Range(1, objective.Unknowns).Select(j => Expression.Input($"theta_{j}", Shape.Scalar))]);
        _inputs = [_pass.InitialState, .. _pass.Parameters, .. Given(_pass.Label), .. Given(_pass.Scale), .. _pass.Theta];
    }

    /// <summary>
    /// The loss. Inputs: the initial state, the other columns, labels and scales where there are any, then every coefficient.
    /// </summary>
    public RecordedFunction Loss()
    {
        Expression loss = Errors(_pass)
            .Select(term => term.Weight * Expression.Sum(term.Error * term.Error))
            .Aggregate((sum, next) => sum + next);
        return new RecordedFunction("loss", _inputs, [loss]);
    }

    /// <summary>
    /// The upper triangle of Σ w [J r]ᵀ[J r], row by row: JᵀJ, and in the last column Jᵀr above the loss. The same inputs.
    /// </summary>
    public RecordedFunction Equations()
    {
        (Expression Error, double Weight)[] errors = [.. Errors(_pass)];
        (Dual<Expression> Error, double Weight)[][] along = [.. Enumerable.Range(0, _objective.Unknowns).Select(j => Errors(Along(j)).ToArray())];
        Expression[] sums = [.. errors
            .Select((error, k) => Triangle([.. along.Select(terms => Tangent(terms[k].Error)), error.Error])
                .Select(row => error.Weight * row).ToArray())
            .Aggregate((sum, next) => [.. sum.Zip(next, (left, right) => left + right)])];
        return new RecordedFunction("normal equations", _inputs, [Expression.Concat(sums)]);
    }

    // The products of each vector with itself and the later ones.
    private static IEnumerable<Expression> Triangle(Expression[] vectors)
    {
        Expression matrix = Expression.Stack(vectors);
        return vectors.Select((vector, i) => Expression.MatMul(matrix[i.., ..], vector));
    }

    private static IEnumerable<Expression> Given(Expression? value) => value is null ? [] : [value];

    private static Expression Tangent(Dual<Expression> error) =>
        error.Tangent ?? Expression.Constant(new double[error.Value.Shape.Size], error.Value.Shape);

    private Pass<Dual<Expression>> Along(int direction) => new(
        _derivatives,
        new(_pass.InitialState),
        [.. _pass.Parameters.Select(value => new Dual<Expression>(value))],
        _pass.Label is null ? null : new(_pass.Label),
        _pass.Scale is null ? null : new(_pass.Scale),
        [.. _pass.Theta.Select((value, j) => new Dual<Expression>(value, j == direction ? 1 : null))]);

    // The error of every step, as a vector.
    private IEnumerable<(T Error, double Weight)> Errors<T>(Pass<T> pass)
        where T : class
    {
        T[] state = _objective.Begin(pass);
        Shape shape = _objective.ErrorShape;
        for (int k = 0; k < _objective.Steps; k++)
        {
            (state, T error, double weight) = _objective.Advance(pass, state, k);
            yield return (shape.Rank == 1 ? error : pass.Reader.Reshape(error, shape, Shape.Vector(shape.Size)), weight);
        }
    }
}
