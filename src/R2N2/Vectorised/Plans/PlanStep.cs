namespace R2N2.Vectorised;

/// <summary>One step of a plan.</summary>
/// <param name="Operation">What it computes.</param>
/// <param name="Target">Where the result goes.</param>
/// <param name="Operands">What it is computed from.</param>
internal sealed record PlanStep(Operation Operation, PlanValue Target, params PlanValue[] Operands)
{
    /// <summary>The lengths before, along and behind the axis of a sum; rows, inner length and columns of a product.</summary>
    public (int Outer, int Length, int Inner) Lengths { get; init; }

    /// <summary>The elements of a copy from one array of rows into another.</summary>
    public BlockCopy Copy { get; init; }

    /// <summary>The matrix of a sparse product, made when it is needed; null for other steps.</summary>
    public Lazy<SparseRows>? Matrix { get; init; }

    /// <summary>The operations of a composition, and whether the result of the first is the right operand of the second.</summary>
    public (Operation First, Operation Second, bool IsRight) Parts { get; init; }

    /// <summary>What a group computes, in order; empty for other steps.</summary>
    public PlanStep[] Members { get; init; } = [];

    /// <summary>The values that a group writes; null for other steps.</summary>
    public PlanValue[]? Results { get; init; }

    /// <summary>The values that are written.</summary>
    public PlanValue[] Targets => Results ?? [Target];

    /// <summary>Whether element after element is computed, exact up to rounding, so that it may write a part of a value.</summary>
    public bool IsArithmetic => Operation < Operation.Exp;

    /// <summary>Whether a place of the result is written after the same place of the operands is read, and never again.</summary>
    public bool IsOnePass => IsArithmetic && !(Operation == Operation.Combination && Operands.Length > Combination.MostOperandsOfOnePass);
}
