namespace R2N2;

/// <summary>The numbers that some primitives need beside their operands.</summary>
/// <param name="Axis">The axis, counted from the end (-1 is the last).</param>
/// <param name="Start">The first index of a slice, or the index.</param>
/// <param name="Length">The length of a slice.</param>
/// <param name="Matrix">The matrix of a sparse product.</param>
internal readonly record struct PrimitiveArguments(int Axis = 0, int Start = 0, int Length = 0, SparseMatrix? Matrix = null);
