using System.Globalization;

namespace R2N2;

/// <summary>
/// The learned numbers: a lower-triangular table θ, like a Butcher tableau. Row j (of n) holds θ_{j,1} … θ_{j,j}; rows
/// 1 … n-1 generate, row n assembles. Where the assembly is <see cref="AssemblyModule.MinimalResidual"/>, row n is one number, β.
/// Where <see cref="Superstructure.Tables"/> has several tables, they are one after another.
/// </summary>
public sealed class Coefficients : IEquatable<Coefficients>
{
    private readonly double[] _values;
    private readonly Coefficients[] _tables;

    /// <summary>A table.</summary>
    /// <param name="values">The n(n+1)/2 numbers, row by row: θ₁₁, θ₂₁, θ₂₂, θ₃₁, …; or n(n-1)/2 + 1, the last of which is β. All finite.</param>
    /// <exception cref="ArgumentException">The count is neither for any n ≥ 1, or a number is not finite.</exception>
    public Coefficients(params ReadOnlySpan<double> values)
    {
        // No number is of both kinds, but 1, where both are the same.
        int order = (int)Math.Ceiling((Math.Sqrt((8.0 * values.Length) + 1) - 1) / 2);
        if (order < 1 || (Count(order) != values.Length && Count(order - 1) + 1 != values.Length))
        {
            throw new ArgumentException(
                $"There are {values.Length} coefficients; a lower-triangular table has n(n+1)/2 of them: 1, 3, 6, 10, 15, …, and one for "
                + $"{AssemblyModule.MinimalResidual} n(n-1)/2 + 1: 1, 2, 4, 7, 11, …",
                nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"Coefficient {i} is {values[i]}; all must be finite.", nameof(values));
            }
        }

        Order = order;
        _values = values.ToArray();
        _tables = [this];
    }

    private Coefficients(Coefficients[] tables)
    {
        Order = tables[0].Order;
        _values = [.. tables.SelectMany(table => table._values)];
        _tables = tables;
    }

    /// <summary>n, the number of rows of a table.</summary>
    public int Order { get; }

    /// <summary>All numbers, row by row, table by table.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The tables, each alone; one where there is no other.</summary>
    internal IReadOnlyList<Coefficients> Tables => _tables;

    /// <summary>θ_{row,column} of the first table, both counted from 0, column ≤ row.</summary>
    /// <param name="row">0 … n-1.</param>
    /// <param name="column">0 … row.</param>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the table.</exception>
    public double this[int row, int column]
    {
        get
        {
            ReadOnlySpan<double> values = Row(row);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, values.Length);
            return values[column];
        }
    }

    /// <summary>The number of coefficients for n rows, n(n+1)/2.</summary>
    /// <param name="order">n.</param>
    public static int Count(int order) => order * (order + 1) / 2;

    /// <summary>One row of the first table.</summary>
    /// <param name="row">0 … n-1.</param>
    public ReadOnlySpan<double> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Order);
        double[] table = _tables[0]._values;
        return table.AsSpan(Count(row), Math.Min(row + 1, table.Length - Count(row)));
    }

    /// <summary>Tables for <see cref="TableModule.PerIteration"/> or <see cref="TableModule.Conditional"/>, one after another.</summary>
    /// <param name="tables">At least one; all of as many numbers.</param>
    /// <exception cref="ArgumentException">There are none, or one has another length.</exception>
    public static Coefficients Join(params IReadOnlyList<Coefficients> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        Coefficients[] all = [.. tables.SelectMany(table => table._tables)];
        if (all.Length == 0)
        {
            throw new ArgumentException("There are no tables to join; there must be at least one.", nameof(tables));
        }

        if (Array.Find(all, table => table._values.Length != all[0]._values.Length) is { } other)
        {
            throw new ArgumentException(
                $"Tables of {all[0]._values.Length} and of {other._values.Length} numbers cannot be joined; all must have as many.", nameof(tables));
        }

        return all.Length == 1 ? all[0] : new(all);
    }

    /// <summary>Several tables out of all their numbers.</summary>
    /// <param name="values">The numbers, table by table.</param>
    /// <param name="size">How many a table has.</param>
    internal static Coefficients Split(double[] values, int size) => Join([.. values.Chunk(size).Select(table => new Coefficients(table))]);

    /// <summary>
    /// The same iteration with one more inner evaluation: its vector is f at the old update, x + Σθ_n v, and the new
    /// assembly row does not use it yet. Training can only improve on the smaller network from there. A table that ends with β gets a further
    /// direction, β Σ v, before it.
    /// </summary>
    public Coefficients Grow() => _tables.Length > 1 ? Join([.. _tables.Select(table => table.Grow())])
        : _values.Length == Count(Order) ? new([.. _values, .. Row(Order - 1), 0.0])
        : new([.. _values, .. Enumerable.Repeat(_values[^1], Order)]);

    /// <summary>
    /// n steps x ← x - ω_j f(x) as one outer iteration. Equal ω give Richardson's iteration, the reciprocals of Chebyshev
    /// nodes the Chebyshev iteration for a symmetric operator.
    /// </summary>
    /// <param name="steps">ω₁ … ω_n, at least one.</param>
    public static Coefficients Richardson(params ReadOnlySpan<double> steps)
    {
        List<double> values = [];
        for (int row = 0; row < steps.Length; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                values.Add(-steps[column]);
            }
        }

        return new([.. values]);
    }

    /// <summary>
    /// The power basis of the Krylov space: v_{j+1} = f(x - ω v_j), and a step x ← x - ω f(x) as the assembly. A place to
    /// start training from: for linear f the best assembly is then a linear least-squares problem.
    /// </summary>
    /// <param name="order">n ≥ 1.</param>
    /// <param name="step">ω, not 0; near the reciprocal of the size of f's Jacobian.</param>
    public static Coefficients KrylovBasis(int order, double step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfZero(step);
        var values = new double[Count(order)];
        for (int row = 0; row < order - 1; row++)
        {
            values[Count(row) + row] = -step;
        }

        values[Count(order - 1)] = -step;
        return new(values);
    }

    /// <summary>The Chebyshev iteration: the best fixed polynomial of degree n for eigenvalues in an interval.</summary>
    /// <param name="order">n ≥ 1.</param>
    /// <param name="smallest">A lower bound of the eigenvalues of f's Jacobian, above 0.</param>
    /// <param name="largest">An upper bound, at least the lower one.</param>
    public static Coefficients Chebyshev(int order, double smallest, double largest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(smallest, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, smallest);
        double centre = (largest + smallest) / 2;
        double radius = (largest - smallest) / 2;
        return Richardson([.. Enumerable.Range(0, order).Select(j =>
            1 / (centre + (radius * Math.Cos(Math.PI * ((2 * j) + 1) / (2 * order)))))]);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; the same numbers, bit for bit.</summary>
    /// <param name="text">Decimal numbers separated by spaces; <c>|</c> between rows is optional, <c>;</c> between tables is not.</param>
    /// <exception cref="FormatException">Something is not a number.</exception>
    /// <exception cref="ArgumentException">The count is that of no table, or a number is not finite.</exception>
    public static Coefficients Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Join([.. text.Split(';').Select(ParseTable)]);
    }

    /// <inheritdoc/>
    public bool Equals(Coefficients? other) =>
        other is not null && _tables.Length == other._tables.Length && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Coefficients);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Aggregate(Order, HashCode.Combine);

    /// <summary>The numbers, shortest round-trip decimals, rows separated by <c>|</c>, tables by <c>;</c>.</summary>
    public override string ToString() => string.Join(" ; ", _tables.Select(table => table.Rows()));

    private static Coefficients ParseTable(string text)
    {
        string[] parts = text.Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries);
        return new Coefficients([.. parts.Select(part => double.Parse(part, NumberStyles.Float, CultureInfo.InvariantCulture))]);
    }

    private string Rows() => string.Join(" | ", Enumerable.Range(0, Order).Select(row =>
        string.Join(' ', Row(row).ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
}
