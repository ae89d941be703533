using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>sin x.</summary>
internal readonly struct Sine : IFunction
{
    /// <inheritdoc/>
    public static Vector<double> Of(Vector<double> x) =>
        Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), x, Circular.SineOfTurned(x, 0));
}
