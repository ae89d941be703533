namespace R2N2.Vectorised;

/// <summary>Rows of equal width, copied from one place to another; all in elements.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Width">The elements of a row.</param>
/// <param name="From">The first element of the source.</param>
/// <param name="FromStride">From one row of the source to the next.</param>
/// <param name="To">The first element of the target.</param>
/// <param name="ToStride">From one row of the target to the next.</param>
internal readonly record struct BlockCopy(int Rows, int Width, int From, int FromStride, int To, int ToStride);
