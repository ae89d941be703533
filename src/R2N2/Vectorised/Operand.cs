namespace R2N2.Vectorised;

/// <summary>Where an instruction finds the numbers of an operand.</summary>
/// <param name="Offset">The first number.</param>
/// <param name="Stride">From one row to the next.</param>
/// <param name="IsNumber">Whether a row is one number for all its places, rather than a number for each.</param>
internal readonly record struct Operand(int Offset, int Stride, bool IsNumber);
