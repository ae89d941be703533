using System.Globalization;
using System.Numerics;

namespace R2N2;

/// <summary>
/// An explicit Runge-Kutta method as data: stages v_i = f(t + c_i h, y + h Σ_{j&lt;i} a_ij v_j), step y' = y + h Σ b_i v_i,
/// and, where there is an embedded row b̂, the error estimate h Σ (b_i - b̂_i) v_i.
/// </summary>
/// <remarks>Nodes always are c_i = Σ_j a_ij. (Butcher, "Numerical Methods for Ordinary Differential Equations", 2016, chapter 3.)</remarks>
public partial class ButcherTableau : IEquatable<ButcherTableau>
{
    private protected const double NodeTolerance = 1e-14;

    private readonly double[] _embedded;
    private readonly double[] _nodes;
    private readonly Lazy<int> _order;

    /// <summary>A method from the numbers of a superstructure: rows 1 … s-1 are a₂ … a_s, row s is b.</summary>
    /// <param name="coefficients">A and b.</param>
    /// <param name="embedded">b̂, one number for every stage, or none.</param>
    /// <exception cref="ArgumentException">b̂ has another length than b, or a number is not finite.</exception>
    public ButcherTableau(Coefficients coefficients, params ReadOnlySpan<double> embedded)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        if (coefficients.Values.Length != Coefficients.Count(coefficients.Order))
        {
            throw new ArgumentException(
                $"The last row of the table has 1 number, as for {AssemblyModule.MinimalResidual}; b needs {coefficients.Order}, one for every stage.",
                nameof(coefficients));
        }

        if (embedded.Length != 0 && embedded.Length != coefficients.Order)
        {
            throw new ArgumentException(
                $"The embedded row has {embedded.Length} numbers; the method has {coefficients.Order} stages and needs one for each.",
                nameof(embedded));
        }

        for (int i = 0; i < embedded.Length; i++)
        {
            if (!double.IsFinite(embedded[i]))
            {
                throw new ArgumentException($"Number {i} of the embedded row is {embedded[i]}; all must be finite.", nameof(embedded));
            }
        }

        Coefficients = coefficients;
        _embedded = embedded.ToArray();
        _order = new Lazy<int>(OrderByConditions);
        _nodes = [0, .. Enumerable.Range(0, coefficients.Order - 1).Select(row => Sum(coefficients.Row(row)))];
    }

    /// <summary>A and b as one lower-triangular table, as a superstructure has it.</summary>
    public Coefficients Coefficients { get; }

    /// <summary>s, the number of stages.</summary>
    public int Stages => Coefficients.Order;

    /// <summary>
    /// p: on every smooth problem the error of a step shrinks like h^(p+1). The largest one whose order conditions, for all rooted trees of at most p
    /// vertices, hold to rounding, 10 at most; 0 where even Σb = 1 does not. A method may be of higher order for one family.
    /// </summary>
    public int Order => _order.Value;

    /// <summary>b, one number for every stage.</summary>
    public ReadOnlySpan<double> Weights => Coefficients.Row(Stages - 1);

    /// <summary>c, one number for every stage; the first is 0.</summary>
    public ReadOnlySpan<double> Nodes => _nodes;

    /// <summary>b̂, one number for every stage; empty where there is no error estimate.</summary>
    public ReadOnlySpan<double> Embedded => _embedded;

    /// <summary>Whether there is an error estimate.</summary>
    public bool HasEmbedded => _embedded.Length > 0;

    /// <summary>
    /// q in: the error estimate shrinks like h^q. Step control needs it; 1 more than the order of the embedded method for the
    /// classical pairs. Null where unknown, then the number of stages is taken. At least 1.
    /// </summary>
    public double? EstimateExponent
    {
        get;
        init => field = Guard.Require(value, value is null || (value >= 1 && double.IsFinite(value.Value)), "a finite number, at least 1, or null");
    }

    /// <summary>Whether the last stage is f at the new state, so that the next step need not evaluate it again.</summary>
    public virtual bool IsFirstSameAsLast => Stages > 1 && Weights[^1] == 0 && Coefficients.Row(Stages - 2).SequenceEqual(Weights[..^1]);

    /// <summary>a_{stage,column}, both counted from 0, column &lt; stage.</summary>
    /// <param name="stage">1 … s-1.</param>
    /// <param name="column">0 … stage-1.</param>
    public double this[int stage, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(stage, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stage, Stages);
            return Coefficients.Row(stage - 1)[column];
        }
    }

    /// <summary>A method from a table as textbooks print it.</summary>
    /// <param name="nodes">c₁ … c_s.</param>
    /// <param name="matrix">The rows a₂ … a_s, row i with i-1 numbers.</param>
    /// <param name="weights">b₁ … b_s.</param>
    /// <param name="embedded">b̂₁ … b̂_s, or null.</param>
    /// <exception cref="ArgumentException">A row has a wrong length, a node is not the sum of its row, or a number is not finite.</exception>
    public static ButcherTableau Of(
        IReadOnlyList<double> nodes, IReadOnlyList<double[]> matrix, double[] weights, double[]? embedded = null)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(weights);
        if (nodes.Count != weights.Length || matrix.Count != weights.Length - 1)
        {
            throw new ArgumentException(
                $"There are {weights.Length} weights, {nodes.Count} nodes and {matrix.Count} rows; s stages have s weights, s nodes and s-1 rows.");
        }

        for (int i = 0; i < matrix.Count; i++)
        {
            if (matrix[i].Length != i + 1)
            {
                throw new ArgumentException(
                    $"The row of stage {i + 2} has {matrix[i].Length} numbers; an explicit method has {i + 1} there.", nameof(matrix));
            }
        }

        ButcherTableau tableau = new(new Coefficients([.. matrix.SelectMany(row => row), .. weights]), embedded ?? []);
        for (int i = 0; i < nodes.Count; i++)
        {
            if (!(Math.Abs(nodes[i] - tableau.Nodes[i]) <= NodeTolerance * Math.Max(1, Math.Abs(nodes[i]))))
            {
                throw new ArgumentException(
                    $"Node {i + 1} is {nodes[i]:R}; the row of that stage sums to {tableau.Nodes[i]:R}, and both must be equal.", nameof(nodes));
            }
        }

        return tableau;
    }

    /// <summary>
    /// R(z): what one step multiplies y by for y' = λ y and z = h λ. The method is stable there where |R(z)| ≤ 1.
    /// </summary>
    /// <param name="z">h λ.</param>
    public virtual Complex StabilityFunction(Complex z)
    {
        Complex[] stages = new Complex[Stages];
        stages[0] = 1;
        for (int i = 1; i < Stages; i++)
        {
            stages[i] = 1 + (z * Combine(Coefficients.Row(i - 1), stages));
        }

        return 1 + (z * Combine(Weights, stages));
    }

    /// <summary>The method without its embedded row.</summary>
    public virtual ButcherTableau WithoutEmbedded() => new(Coefficients);

    /// <summary>The step alone: without the embedded row, and without a last stage that only is f at the new state.</summary>
    internal ButcherTableau StepOnly() => IsFirstSameAsLast
        ? new(new Coefficients(Coefficients.Values[..Coefficients.Count(Stages - 1)]))
        : WithoutEmbedded();

    /// <inheritdoc/>
    public virtual bool Equals(ButcherTableau? other) =>
        other is not null && other.GetType() == GetType() && Coefficients.Equals(other.Coefficients) && _embedded.AsSpan().SequenceEqual(other._embedded);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ButcherTableau);

    /// <inheritdoc/>
    public override int GetHashCode() => _embedded.Aggregate(Coefficients.GetHashCode(), HashCode.Combine);

    /// <summary>The rows of A, then b, then b̂ where there is one, separated by <c>|</c>; shortest round-trip decimals.</summary>
    public override string ToString() => HasEmbedded
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Coefficients} | {string.Join(' ', _embedded.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}")
        : Coefficients.ToString();

    /// <summary>The order that the conditions of the kind of method show.</summary>
    private protected virtual int OrderByConditions() => OrderConditions.OrderOf(Coefficients.Values, Stages);

    private protected static Complex Combine(ReadOnlySpan<double> row, Complex[] stages)
    {
        Complex sum = 0;
        for (int l = 0; l < row.Length; l++)
        {
            sum += row[l] * stages[l];
        }

        return sum;
    }

    private static double Sum(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum += value;
        }

        return sum;
    }
}
