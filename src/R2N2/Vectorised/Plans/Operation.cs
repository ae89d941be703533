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
    Exp,
    Log,
    Sin,
    Cos,
    Tanh,
    Pow,
    Sum,
    Norm,
    Transpose,

    /// <summary>A constant matrix times a vector or a matrix.</summary>
    ConstantProduct,

    /// <summary>A matrix of every instance times a vector or a matrix.</summary>
    Product,
}
