namespace R2N2.Vectorised;

/// <summary>What a step of a plan computes.</summary>
internal enum Operation
{
    Copy,
    Negate,
    Abs,
    Sign,
    Sqrt,
    Add,
    Subtract,
    Multiply,
    Divide,
    Min,
    Max,

    /// <summary>a · b + c.</summary>
    MultiplyAdd,

    /// <summary>a · b - c.</summary>
    MultiplySubtract,

    /// <summary>c - a · b.</summary>
    SubtractMultiply,

    SelectLess,

    /// <summary>c₁ v₁ + c₂ v₂ + …, and perhaps x + all of it: numbers and vectors in turn, then x.</summary>
    Combination,

    /// <summary>An operation on two values, then one on the result and a third.</summary>
    Composition,

    Exp,
    Log,
    Sin,
    Cos,
    Tanh,
    Atan,
    Cbrt,
    Log1p,
    Expm1,
    Erf,
    NormalCdf,
    Pow,
    Sum,
    Norm,
    Transpose,

    /// <summary>A constant matrix times a vector or a matrix.</summary>
    ConstantProduct,

    /// <summary>A constant sparse matrix times a vector.</summary>
    SparseProduct,

    /// <summary>A matrix of every instance times a vector or a matrix.</summary>
    Product,

    /// <summary>The factors of a matrix of every instance.</summary>
    Factorisation,

    /// <summary>Factors, and the vector or matrix that the inverse of what they are the factors of is multiplied with.</summary>
    Substitution,

    /// <summary>Operations of arithmetic one after another, place by place, compiled into one loop.</summary>
    Group,
}
