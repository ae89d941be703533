namespace R2N2;

/// <summary>A value and its derivative in one direction: a + ȧ ε with ε² = 0.</summary>
/// <param name="value">The value.</param>
/// <param name="tangent">
/// The derivative, of the value's instance shape; it may have more leading axes than the value, one entry per
/// direction. Null means zero, and costs nothing.
/// </param>
/// <typeparam name="T">What the underlying engine calls a tensor.</typeparam>
internal sealed class Dual<T>(T value, T? tangent = null)
    where T : class
{
    /// <summary>The value.</summary>
    public T Value { get; } = value;

    /// <summary>The derivative; null where it is zero.</summary>
    public T? Tangent { get; } = tangent;
}
