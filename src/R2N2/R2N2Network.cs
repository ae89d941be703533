namespace R2N2;

/// <summary>A trained solver: a problem family, a superstructure, and the coefficients learned for them.</summary>
public sealed class R2N2Network
{
    /// <summary>Joins the parts.</summary>
    /// <param name="family">The problem it solves.</param>
    /// <param name="superstructure">The structure of an outer iteration.</param>
    /// <param name="coefficients">θ; as many rows as the superstructure has inner iterations.</param>
    /// <exception cref="ArgumentException">The table has another number of rows.</exception>
    public R2N2Network(EquationFamily family, Superstructure superstructure, Coefficients coefficients)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(superstructure);
        ArgumentNullException.ThrowIfNull(coefficients);
        superstructure.RequireForEquations(nameof(superstructure));
        if (coefficients.Order != superstructure.InnerIterations)
        {
            throw new ArgumentException(
                $"The coefficients have {coefficients.Order} rows; the superstructure has n = {superstructure.InnerIterations} inner iterations.",
                nameof(coefficients));
        }

        Family = family;
        Superstructure = superstructure;
        Coefficients = coefficients;
    }

    /// <summary>The problem.</summary>
    public EquationFamily Family { get; }

    /// <summary>The structure of an outer iteration.</summary>
    public Superstructure Superstructure { get; }

    /// <summary>θ.</summary>
    public Coefficients Coefficients { get; }

    /// <summary>K, the number of outer iterations it was trained for, or 3 where unknown. It may be run for any number.</summary>
    public int OuterIterations
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"K is {value}; a solver makes at least 1 outer iteration.");
    }
    = 3;

    /// <summary>The training loss of the coefficients; null where they were not trained here.</summary>
    public double? TrainingLoss { get; init; }

    /// <summary>The same coefficients for another family; a family of another size, for example.</summary>
    /// <param name="family">The problem it solves from now on.</param>
    public R2N2Network WithFamily(EquationFamily family) =>
        new(family, Superstructure, Coefficients) { OuterIterations = OuterIterations };
}
