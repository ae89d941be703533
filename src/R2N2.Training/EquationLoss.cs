namespace R2N2.Training;

/// <summary>What a learned equation solver is to be good at: small residuals, or small distances to known solutions, along the iteration.</summary>
/// <remarks>
/// The loss of an instance is Σ_k w_k ‖f(x_k)‖² over the outer iterations k = 1 … K, or Σ_k w_k ‖x_k - x*‖²/s² where there are labels.
/// </remarks>
public sealed record EquationLoss
{
    /// <summary>K, the number of outer iterations that count; 3 by default, at least 1.</summary>
    public int OuterIterations { get; init; } = 3;

    /// <summary>w₁ … w_K, the weight of each outer iteration; 4ᵏ if null (the default). Finite, none negative, not all 0.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>The column of x*, the labels; null (the default) for the residual loss, which needs none. No input of the family.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>The column of s, a number per instance; null (the default) for 1. Only with <see cref="LabelColumn"/>.</summary>
    public string? LabelScaleColumn { get; init; }

    /// <summary>The column of s for the residual loss; null for 1.</summary>
    internal string? ResidualScaleColumn { get; init; }

    /// <summary>The column of s, whatever errors are.</summary>
    internal string? EffectiveScaleColumn => LabelColumn is null ? ResidualScaleColumn : LabelScaleColumn;

    /// <summary>w₁ … w_K as they are used.</summary>
    internal IReadOnlyList<double> EffectiveWeights =>
        Weights ?? [.. Enumerable.Range(1, OuterIterations).Select(k => Math.Pow(4, k))];

    internal void Validate()
    {
        Guard.Require(OuterIterations, OuterIterations >= 1, "K, at least 1", nameof(OuterIterations));
        Guard.Require(LabelScaleColumn, LabelScaleColumn is null || LabelColumn is not null, "null without a label column", nameof(LabelScaleColumn));
        Guard.Require(
            $"[{string.Join(", ", Weights ?? [])}]",
            Weights is null
                || (Weights.Count == OuterIterations && Weights.All(weight => weight >= 0 && double.IsFinite(weight)) && Weights.Any(weight => weight > 0)),
            $"K = {OuterIterations} finite weights, none negative, not all 0",
            nameof(Weights));
    }

    internal void ValidateFor(ProblemFamily family)
    {
        Validate();
        LabelCheck.Require(family, nameof(LabelColumn), LabelColumn);
        LabelCheck.Require(family, nameof(LabelScaleColumn), LabelScaleColumn);
    }
}
