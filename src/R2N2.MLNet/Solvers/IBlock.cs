namespace R2N2.MLNet;

/// <summary>A block of rows that is filled and solved again and again; for one thread at a time.</summary>
internal interface IBlock
{
    /// <summary>The numbers of one input, row after row, to be filled.</summary>
    Span<double> Input(int input);

    /// <summary>Solves the first rows.</summary>
    void Solve(int rows);

    /// <summary>The numbers of an output that is not an integer, row after row.</summary>
    ReadOnlySpan<double> Numbers(int output);

    /// <summary>The numbers of an integer output, row after row.</summary>
    ReadOnlySpan<long> Integers(int output);
}
