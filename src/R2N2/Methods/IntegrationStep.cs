namespace R2N2;

/// <summary>The step of a Runge-Kutta or Rosenbrock method, written once, as an expression over f with its coefficients as inputs.</summary>
internal sealed class IntegrationStep
{
    /// <summary>Records one step, from t to t + h.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="stages">s, the number of stages, at least 1.</param>
    /// <param name="withEstimate">Whether the error is estimated by a second row b̂.</param>
    /// <param name="isRosenbrock">Whether the stages solve linear systems, as those of <see cref="RosenbrockTableau"/> do.</param>
    public IntegrationStep(InitialValueFamily family, int stages, bool withEstimate = false, bool isRosenbrock = false)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentOutOfRangeException.ThrowIfLessThan(stages, 1);
        Expression t = Expression.Input("t", Shape.Scalar);
        Expression y = Expression.Input("y", Shape.Vector(family.StateSize));
        Expression first = Expression.Input("v", y.Shape);
        Expression h = Expression.Input("h", Shape.Scalar);
        Expression[] parameters = family.RecordParameters();
        Expression[] theta = CoefficientTable.Record(stages);
        Expression[] gamma = isRosenbrock ? CoefficientTable.Record(GammaNames(stages)) : [];
        Expression[] embedded = withEstimate ? CoefficientTable.Record(EmbeddedNames(stages)) : [];

        RosenbrockStages? implicitPart = isRosenbrock ? new(family, t, y, h, parameters, gamma) : null;
        List<Expression> vectors = [];
        vectors.Add(implicitPart?.Next(first, vectors) ?? first);
        for (int j = 1; j < stages; j++)
        {
            using ExpressionScope.Entry stage = ExpressionScope.Enter($"stage_{j + 1}");
            Expression[] row = CoefficientTable.Row(theta, j);
            Expression node = row.Aggregate((sum, a) => sum + a);
            Expression at = y + (h * CoefficientTable.Combine(row, vectors));
            Expression f = family.Evaluate(ExpressionReader.Instance, t + (node * h), at, parameters);
            vectors.Add(implicitPart?.Next(f, vectors) ?? f);
        }

        Expression[] weights = CoefficientTable.Row(theta, stages);
        List<Expression> outputs = [y + (h * CoefficientTable.Combine(weights, vectors)), vectors[^1]];
        if (withEstimate)
        {
            using ExpressionScope.Entry estimate = ExpressionScope.Enter("estimate");
            Expression[] differences = [.. weights.Zip(embedded, (b, other) => b - other)];
            outputs.Add(h * CoefficientTable.Combine(differences, vectors));
        }

        Recorded = new RecordedFunction(
            $"{family.Name} integration step", [t, y, first, h, .. parameters, .. theta, .. gamma, .. embedded], outputs)
        {
            Scope = "step",
        };
    }

    /// <summary>The step, as <see cref="Step"/> evaluates it.</summary>
    public RecordedFunction Recorded { get; }

    /// <summary>One step by any engine.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="t">t.</param>
    /// <param name="y">y, [m].</param>
    /// <param name="v">
    /// f(t, y), [m]: a step that is repeated, or follows one whose last stage is its first, has it already.
    /// </param>
    /// <param name="h">h.</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    /// <param name="numbers">The s(s+1)/2 coefficients row by row, Γ of a Rosenbrock method, and with an estimate the s numbers of b̂.</param>
    public Outcome<T> Step<T>(IReader<T> reader, T t, T y, T v, T h, IReadOnlyList<T> parameters, IReadOnlyList<T> numbers)
        where T : class
    {
        T[] outputs = Recorded.Evaluate(reader, [t, y, v, h, .. parameters, .. numbers]);
        return new Outcome<T>(outputs[0], outputs[1], outputs.Length > 2 ? outputs[2] : null);
    }

    /// <summary>gamma_2_1, gamma_3_1, gamma_3_2, …, gamma.</summary>
    public static IEnumerable<string> GammaNames(int stages) =>
    [
        .. from row in Enumerable.Range(2, stages - 1)
           from column in Enumerable.Range(1, row - 1)
           select $"gamma_{row}_{column}",
        "gamma",
    ];

    /// <summary>embedded_1 … embedded_s.</summary>
    public static IEnumerable<string> EmbeddedNames(int stages) => Enumerable.Range(1, stages).Select(l => $"embedded_{l}");

    /// <summary>What a step ends with.</summary>
    /// <param name="Next">y', [m].</param>
    /// <param name="LastStage">v_s, [m].</param>
    /// <param name="Estimate">h Σ (b - b̂) v, [m]; null without an embedded row.</param>
    internal sealed record Outcome<T>(T Next, T LastStage, T? Estimate)
        where T : class;
}
