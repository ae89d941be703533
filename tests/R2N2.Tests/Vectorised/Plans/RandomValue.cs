namespace R2N2.Tests.Vectorised.Plans;

/// <summary>A value of a random function.</summary>
/// <param name="Expression">What it is.</param>
/// <param name="Size">No element is larger.</param>
/// <param name="Error">How far two evaluations may be apart, in units of rounding; 0 where all arithmetic is exact.</param>
internal sealed record RandomValue(Expression Expression, double Size, double Error)
{
    public Shape Shape => Expression.Shape;

    public bool IsExact => Error == 0;
}
