using R2N2.Reference;

namespace R2N2.Tests.Engines;

/// <summary>Something that evaluates a recorded function and its directional derivatives on numbers.</summary>
internal interface IEngine
{
    /// <summary>All outputs.</summary>
    NDArray[] Evaluate(RecordedFunction function, IReadOnlyList<NDArray> inputs);

    /// <summary>The derivatives of all outputs along one direction; null stands still.</summary>
    NDArray[] Differentiate(RecordedFunction function, IReadOnlyList<NDArray> inputs, IReadOnlyList<NDArray?> along);

    /// <summary>The mixed second derivatives of all outputs: along one direction, then along another.</summary>
    NDArray[] DifferentiateTwice(
        RecordedFunction function,
        IReadOnlyList<NDArray> inputs,
        IReadOnlyList<NDArray?> along,
        IReadOnlyList<NDArray?> alongNext);

    /// <summary>The Taylor coefficients c_0 … c_degree of the first output along one direction; null stands still.</summary>
    NDArray[] Expand(RecordedFunction function, IReadOnlyList<NDArray> inputs, IReadOnlyList<NDArray?> along, int degree);
}
