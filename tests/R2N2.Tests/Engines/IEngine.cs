using R2N2.Reference;

namespace R2N2.Tests.Engines;

/// <summary>Something that evaluates a recorded function and its directional derivatives on numbers.</summary>
internal interface IEngine
{
    /// <summary>All outputs.</summary>
    NDArray[] Evaluate(RecordedFunction function, IReadOnlyList<NDArray> inputs);

    /// <summary>The derivatives of all outputs along each of some directions, in one program; null stands still.</summary>
    NDArray[][] Differentiate(RecordedFunction function, IReadOnlyList<NDArray> inputs, IReadOnlyList<NDArray?[]> directions);

    /// <summary>The mixed second derivatives of all outputs: along each of some directions, then along another.</summary>
    NDArray[][] DifferentiateTwice(
        RecordedFunction function,
        IReadOnlyList<NDArray> inputs,
        IReadOnlyList<NDArray?[]> directions,
        IReadOnlyList<NDArray?> alongNext);

    /// <summary>The Taylor coefficients c_0 … c_degree of the first output along each of some directions; null stands still.</summary>
    NDArray[][] Expand(RecordedFunction function, IReadOnlyList<NDArray> inputs, IReadOnlyList<NDArray?[]> directions, int degree);

    /// <summary>The derivatives of all outputs along one direction.</summary>
    NDArray[] Differentiate(RecordedFunction function, IReadOnlyList<NDArray> inputs, NDArray?[] along) =>
        Differentiate(function, inputs, [along])[0];

    /// <summary>The mixed second derivatives of all outputs along two directions.</summary>
    NDArray[] DifferentiateTwice(
        RecordedFunction function, IReadOnlyList<NDArray> inputs, NDArray?[] along, IReadOnlyList<NDArray?> alongNext) =>
        DifferentiateTwice(function, inputs, [along], alongNext)[0];

    /// <summary>The Taylor coefficients c_0 … c_degree of the first output along one direction.</summary>
    NDArray[] Expand(RecordedFunction function, IReadOnlyList<NDArray> inputs, NDArray?[] along, int degree) =>
        Expand(function, inputs, [along], degree)[0];
}
