namespace R2N2;

/// <summary>The inputs that every recorded part of an integration shares: the family's parameters, and the method's numbers.</summary>
internal sealed class StepInputs
{
    public StepInputs(InitialValueFamily family, ButcherTableau tableau)
    {
        Family = family;
        Tableau = tableau;
        Parameters = family.RecordParameters();
        Numbers = CoefficientTable.Record(Names(tableau));
        Step = new IntegrationStep(family, tableau.Stages, tableau.HasEmbedded, tableau is RosenbrockTableau);
    }

    public InitialValueFamily Family { get; }

    public ButcherTableau Tableau { get; }

    /// <summary>The parameters, as inputs.</summary>
    public Expression[] Parameters { get; }

    /// <summary>A, b, Γ and b̂, as inputs.</summary>
    public Expression[] Numbers { get; }

    /// <summary>The step.</summary>
    public IntegrationStep Step { get; }

    /// <summary>The names of A, b, Γ and b̂ as inputs.</summary>
    public static IEnumerable<string> Names(ButcherTableau tableau) =>
    [
        .. CoefficientTable.Names(tableau.Stages),
        .. tableau is RosenbrockTableau ? IntegrationStep.GammaNames(tableau.Stages) : [],
        .. tableau.HasEmbedded ? IntegrationStep.EmbeddedNames(tableau.Stages) : [],
    ];

    /// <summary>What A, b, Γ and b̂ do, for people, in the order of their names.</summary>
    public static IEnumerable<string> Meanings(ButcherTableau tableau)
    {
        int stages = tableau.Stages;
        IEnumerable<string> weights =
            from row in Enumerable.Range(1, stages)
            from column in Enumerable.Range(1, row)
            select $"the weight of stage {column} " + (row < stages ? $"in the argument of stage {row + 1}" : "in the next state");
        IEnumerable<string> implicitWeights =
            from row in Enumerable.Range(2, stages - 1)
            from column in Enumerable.Range(1, row - 1)
            select $"the weight of stage {column} beside h J in stage {row}";
        return
        [
            .. weights,
            .. tableau is RosenbrockTableau ? implicitWeights.Append("the weight of every stage beside h J in itself") : [],
            .. tableau.HasEmbedded
                ? Enumerable.Range(1, stages).Select(l => $"the weight of stage {l} in the state to estimate the error by")
                : [],
        ];
    }

    /// <summary>A, b, Γ and b̂ as numbers, in the order of their names.</summary>
    public static double[] Values(ButcherTableau tableau) =>
        [.. tableau.Coefficients.Values, .. tableau is RosenbrockTableau method ? method.Gamma : [], .. tableau.Embedded];

    /// <summary>f(t, y).</summary>
    public Expression Derivative(Expression t, Expression y) =>
        Family.Evaluate(ExpressionReader.Instance, t, y, Parameters);

    /// <summary>One step from t, y with v = f(t, y) and the size h.</summary>
    public IntegrationStep.Outcome<Expression> Next(Expression t, Expression y, Expression v, Expression h) =>
        Step.Step(ExpressionReader.Instance, t, y, v, h, Parameters, Numbers);
}
