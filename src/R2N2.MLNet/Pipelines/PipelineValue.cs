namespace R2N2.MLNet;

/// <summary>What a column of the pipeline is in the graph: a tensor [N, numbers of a row], or a reason why it is none.</summary>
internal sealed record PipelineValue
{
    private PipelineValue(string? tensor, string? reason)
    {
        Tensor = tensor;
        Reason = reason;
    }

    /// <summary>The name of the tensor; null where there is none.</summary>
    public string? Tensor { get; }

    /// <summary>Why there is no tensor, as the end of a sentence that begins with the column.</summary>
    public string? Reason { get; }

    /// <summary>A tensor.</summary>
    public static PipelineValue Of(string tensor) => new(tensor, null);

    /// <summary>No tensor.</summary>
    /// <param name="reason">Why, as the end of a sentence that begins with the column.</param>
    public static PipelineValue None(string reason) => new(null, reason);

    /// <summary>A tensor computed from this one; none where this is none.</summary>
    public PipelineValue Then(Func<string, string> write) => Tensor is null ? this : Of(write(Tensor));
}
