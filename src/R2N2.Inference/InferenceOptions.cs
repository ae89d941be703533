namespace R2N2;

/// <summary>How an exported file computes. None of it changes the results beyond rounding.</summary>
public sealed record InferenceOptions
{
    /// <summary>What computes; the processor by default.</summary>
    public ExecutionProvider Provider
    {
        get;
        init => field = Guard.Named(value);
    }

    /// <summary>
    /// Which engine runs the file; <see cref="Engine.Auto"/> by default. <see cref="OnnxSolver"/> and <see cref="OnnxIntegrator"/> are
    /// ONNX Runtime, whatever <see cref="Engine.Auto"/> would choose elsewhere.
    /// </summary>
    public Engine Engine
    {
        get;
        init => field = Guard.Named(value);
    }

    /// <summary>Which GPU, from 0, the default. Not used on the processor.</summary>
    public int DeviceId
    {
        get;
        init => field = Guard.AtLeast(value, 0);
    }

    /// <summary>
    /// How many blocks of instances are solved at the same time, each on one thread; 0, the default, for as many as the
    /// machine has processors. A GPU solves one block at a time, whatever this says.
    /// </summary>
    public int Threads
    {
        get;
        init => field = Guard.AtLeast(value, 0);
    }

    /// <summary>
    /// How many instances one call of ONNX Runtime solves at most; 0, the default, for a number that keeps a block in the
    /// processor's cache (4,096 for 10 unknowns), or on a GPU fills it. A block ends with its own slowest instance. The vectorised
    /// engine has no such blocks.
    /// </summary>
    public int BlockSize
    {
        get;
        init => field = Guard.AtLeast(value, 0);
    }
}
