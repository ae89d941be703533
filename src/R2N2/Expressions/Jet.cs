namespace R2N2;

/// <summary>The beginning of a Taylor series in one variable: c_0 + c_1 t + c_2 t² + …, with c_k the k-th derivative at 0 over k!.</summary>
/// <param name="coefficients">
/// c_0, c_1, …, each of one instance shape. All but c_0 may have further leading axes, and may be null: zero, which costs nothing. Those
/// that are not given are zero.
/// </param>
/// <typeparam name="T">What the underlying engine calls a tensor.</typeparam>
internal sealed class Jet<T>(params T?[] coefficients)
    where T : class
{
    /// <summary>c_0.</summary>
    public T Value => coefficients[0]!;

    /// <summary>The number of the last coefficient that is not zero.</summary>
    public int Degree { get; } = Math.Max(0, Array.FindLastIndex(coefficients, coefficient => coefficient is not null));

    /// <summary>c_k; null where it is zero.</summary>
    public T? At(int k) => k < coefficients.Length ? coefficients[k] : null;
}
