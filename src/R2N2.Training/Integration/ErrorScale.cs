using System.Globalization;

namespace R2N2.Training;

/// <summary>What the error of an integrator is measured against, so that large and small steps count alike.</summary>
public abstract record ErrorScale
{
    private ErrorScale()
    {
    }

    /// <summary>Nothing: errors count as they are, which lets the largest steps decide.</summary>
    public static ErrorScale None { get; } = new Unit();

    /// <summary>h^q, the step size to a power.</summary>
    /// <param name="exponent">q, such as the order of the method (rollouts) or that plus 1 (one step); 0 or more.</param>
    public static ErrorScale StepPower(double exponent) => exponent >= 0 && double.IsFinite(exponent)
        ? new Power(exponent)
        : throw new ArgumentOutOfRangeException(
            nameof(exponent), exponent, $"The exponent of the step size is {exponent}; it must be a finite number, 0 or more.");

    /// <summary>The error that another method makes on the same instance, as a root mean square over its steps.</summary>
    /// <param name="tableau">The method, such as a classical one of as many stages.</param>
    public static ErrorScale Reference(ButcherTableau tableau)
    {
        ArgumentNullException.ThrowIfNull(tableau);
        return new ReferenceMethod(tableau);
    }

    /// <summary>A text that is the same in every culture.</summary>
    internal abstract string Identity { get; }

    internal sealed record Unit : ErrorScale
    {
        internal override string Identity => nameof(None);
    }

    internal sealed record Power(double Exponent) : ErrorScale
    {
        internal override string Identity => string.Create(CultureInfo.InvariantCulture, $"h^{Exponent:R}");
    }

    internal sealed record ReferenceMethod(ButcherTableau Tableau) : ErrorScale
    {
        internal override string Identity => Tableau.ToString();
    }
}
