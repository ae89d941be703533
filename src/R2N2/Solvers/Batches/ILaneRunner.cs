namespace R2N2;

/// <summary>A runner that also takes a single instance, without allocating anything.</summary>
internal interface ILaneRunner : IBatchRunner
{
    /// <summary>Computes the outputs of one instance.</summary>
    /// <param name="inputs">The numbers of all inputs, one after another.</param>
    /// <param name="first">Receives the first output.</param>
    /// <param name="others">Receive the other outputs, a number each; histories are left out.</param>
    void RunOne(ReadOnlySpan<double> inputs, Span<double> first, Span<double> others);
}
