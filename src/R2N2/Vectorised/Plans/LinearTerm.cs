namespace R2N2.Vectorised;

/// <summary>Elements of a value, each times a number.</summary>
/// <param name="Places">Which elements; -1 for zeros.</param>
/// <param name="Factors">One number for all, or one for each.</param>
internal sealed record LinearTerm(int[] Places, double[] Factors)
{
    /// <summary>The number that an element is multiplied by.</summary>
    public double Factor(int element) => Factors[Factors.Length == 1 ? 0 : element];

    /// <summary>The same elements times further numbers.</summary>
    /// <param name="factors">One for all, or one for each.</param>
    public LinearTerm Times(double[] factors) => factors.Length == 1
        ? this with { Factors = Array.ConvertAll(Factors, own => own * factors[0]) }
        : this with { Factors = [.. factors.Select((factor, element) => Factor(element) * factor)] };
}
