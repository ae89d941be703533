using System.Globalization;
using System.Numerics;

namespace R2N2;

/// <summary>
/// A Rosenbrock method as data, for stiff problems: a Runge-Kutta method each stage of which solves a linear system with the one matrix
/// W = I - γ h J, J = ∂f/∂y(t, y): W (v_i + g_i) = f(t + c_i h, y + h Σ_{j&lt;i} a_ij v_j) + γ_i h ∂f/∂t(t, y) + g_i with
/// g_i = Σ_{j&lt;i} (γ_ij / γ) v_j. Step and error estimate are those of a Runge-Kutta method.
/// </summary>
/// <remarks>
/// That is v_i = f(…) + h J Σ_{j≤i} γ_ij v_j + γ_i h ∂f/∂t without products with J; c_i = Σ_j a_ij, γ_i = Σ_j γ_ij, and all γ_ii are γ, so that
/// a step factorises one matrix. (Hairer and Wanner, "Solving Ordinary Differential Equations II", 1996, section IV.7.)
/// </remarks>
public sealed partial class RosenbrockTableau : ButcherTableau
{
    private readonly double[] _gamma;

    /// <summary>A method from its numbers.</summary>
    /// <param name="coefficients">A and b, as <see cref="ButcherTableau"/> has them.</param>
    /// <param name="gamma">Γ: γ₂₁, γ₃₁, γ₃₂, … row by row, then γ, which is above 0: s(s-1)/2 + 1 numbers.</param>
    /// <param name="embedded">b̂, one number for every stage, or none.</param>
    /// <exception cref="ArgumentException">There are too few or too many numbers, one is not finite, or γ is not above 0.</exception>
    public RosenbrockTableau(Coefficients coefficients, double[] gamma, params ReadOnlySpan<double> embedded)
        : base(coefficients, embedded)
    {
        ArgumentNullException.ThrowIfNull(gamma);
        if (gamma.Length != GammaCount(Stages))
        {
            throw new ArgumentException(
                $"Γ has {gamma.Length} numbers; a method of {Stages} stages needs {GammaCount(Stages)}: those below the diagonal, row by row, then γ.",
                nameof(gamma));
        }

        if (Array.FindIndex(gamma, value => !double.IsFinite(value)) is var i and >= 0)
        {
            throw new ArgumentException($"Number {i} of Γ is {gamma[i]}; all must be finite.", nameof(gamma));
        }

        if (gamma[^1] <= 0)
        {
            throw new ArgumentException($"γ, the last number of Γ, is {gamma[^1]}; it must be above 0.", nameof(gamma));
        }

        _gamma = [.. gamma];
    }

    /// <summary>Γ: γ₂₁, γ₃₁, γ₃₂, … row by row, then γ.</summary>
    public ReadOnlySpan<double> Gamma => _gamma;

    /// <summary>Never: the last stage is not f at the new state.</summary>
    public override bool IsFirstSameAsLast => false;

    /// <summary>Whether the last stage tends to the new state where h J is large: b_i = a_si + γ_si, which then damps stiff parts at once.</summary>
    internal bool IsStifflyAccurate
    {
        get
        {
            double[] last = [.. GammaRow(Stages - 1), Diagonal];
            double[] row = Stages > 1 ? [.. Coefficients.Row(Stages - 2), 0] : [0];
            return Enumerable.Range(0, Stages).All(i => Math.Abs(row[i] + last[i] - Weights[i]) <= NodeTolerance * Math.Max(1, Math.Abs(row[i])));
        }
    }

    /// <summary>γ.</summary>
    internal double Diagonal => _gamma[^1];

    /// <summary>γ_ij of a stage, counted from 0, j below it.</summary>
    internal ReadOnlySpan<double> GammaRow(int stage) => _gamma.AsSpan(GammaCount(stage) - 1, stage);

    /// <inheritdoc/>
    public override Complex StabilityFunction(Complex z)
    {
        Complex[] stages = new Complex[Stages];
        for (int i = 0; i < Stages; i++)
        {
            Complex explicitPart = i == 0 ? 0 : Combine(Coefficients.Row(i - 1), stages);
            stages[i] = (1 + (z * (explicitPart + Combine(GammaRow(i), stages)))) / (1 - (z * Diagonal));
        }

        return 1 + (z * Combine(Weights, stages));
    }

    /// <inheritdoc/>
    public override ButcherTableau WithoutEmbedded() => new RosenbrockTableau(Coefficients, _gamma);

    /// <inheritdoc/>
    public override bool Equals(ButcherTableau? other) =>
        base.Equals(other) && other is RosenbrockTableau method && _gamma.AsSpan().SequenceEqual(method._gamma);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ButcherTableau);

    /// <inheritdoc/>
    public override int GetHashCode() => _gamma.Aggregate(base.GetHashCode(), HashCode.Combine);

    /// <summary>As for a Runge-Kutta method, then Γ.</summary>
    public override string ToString() =>
        $"{base.ToString()} | Γ {string.Join(' ', _gamma.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}";

    /// <summary>Refuses a family that is too large for a matrix of every instance.</summary>
    /// <param name="family">The problem.</param>
    /// <exception cref="ArgumentException">It has too many states.</exception>
    internal static void Require(InitialValueFamily family)
    {
        if (family.StateSize > ProblemFamily.MostJacobianColumns)
        {
            throw new ArgumentException(
                $"The family '{family.Name}' has {family.StateSize} states; a Rosenbrock method holds ∂f/∂y of every instance column by column, and takes "
                + $"at most {ProblemFamily.MostJacobianColumns}. Use an explicit {nameof(ButcherTableau)}.");
        }
    }

    /// <inheritdoc/>
    private protected override int OrderByConditions() => OrderConditions.OrderOf(Coefficients.Values, Stages, _gamma);

    /// <summary>How many numbers Γ is.</summary>
    internal static int GammaCount(int stages) => Coefficients.Count(stages - 1) + 1;
}
