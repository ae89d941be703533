namespace R2N2.Vectorised;

/// <summary>A step of a plan over memory: every value has its place, every length is known.</summary>
/// <param name="Operation">What it computes.</param>
/// <param name="Target">The first number of the result.</param>
internal record struct Instruction(Operation Operation, int Target)
{
    /// <summary>The operands.</summary>
    public Operand A;

    /// <inheritdoc cref="A"/>
    public Operand B;

    /// <inheritdoc cref="A"/>
    public Operand C;

    /// <inheritdoc cref="A"/>
    public Operand D;

    /// <summary>How many rows.</summary>
    public int Rows;

    /// <summary>The numbers of a row.</summary>
    public int Width;

    /// <summary>From one row of the result to the next.</summary>
    public int TargetStride;

    /// <summary>The lengths of a sum or a product, in elements.</summary>
    public (int Outer, int Length, int Inner) Lengths;

    /// <summary>The operations of a composition, and whether the result of the first is the right operand of the second.</summary>
    public (Operation First, Operation Second, bool IsRight) Parts;

    /// <summary>
    /// The places of a combination's numbers and vectors in turn, and perhaps of what is added; those of what a group reads, then of
    /// what it writes.
    /// </summary>
    public int[]? Terms;

    /// <summary>Which of the program's constant matrices is multiplied.</summary>
    public int Matrix;

    /// <summary>Which of the program's kernels computes a group.</summary>
    public int Kernel;
}
