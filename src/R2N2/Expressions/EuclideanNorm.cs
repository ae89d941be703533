namespace R2N2;

/// <summary>
/// ‖v‖₂ = s √(Σ (v/s)²), scaled by the largest element so that no square under- or overflows.
/// </summary>
internal static class EuclideanNorm
{
    /// <summary>The smallest s: where all elements are below it they lose nothing, and zeros stay zeros.</summary>
    public const double SmallestScale = 2.2250738585072014e-308;

    /// <summary>The largest s: where an element is infinite, so is the norm.</summary>
    public const double LargestScale = double.MaxValue;

    /// <summary>The norm of a vector; NaN where an element is NaN.</summary>
    public static double Of(ReadOnlySpan<double> vector) => OfDifference(vector, []);

    /// <summary>The norm of left - right; NaN where an element of it is NaN.</summary>
    /// <param name="left">A vector.</param>
    /// <param name="right">One of the same length, or an empty one for zeros.</param>
    public static double OfDifference(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double largest = 0;
        for (int i = 0; i < left.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(left[i] - (right.IsEmpty ? 0 : right[i])));
        }

        double scale = Math.Clamp(largest, SmallestScale, LargestScale);
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            double ratio = (left[i] - (right.IsEmpty ? 0 : right[i])) / scale;
            sum += ratio * ratio;
        }

        return scale * Math.Sqrt(sum);
    }
}
