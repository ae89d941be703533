using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>cos x.</summary>
internal readonly struct Cosine : IFunction
{
    /// <inheritdoc/>
    public static Vector<double> Of(Vector<double> x) => Circular.SineOfTurned(x, 1);
}
