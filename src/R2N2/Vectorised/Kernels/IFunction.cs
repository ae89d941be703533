using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>A function of one number, lane by lane: what a lane becomes depends on nothing but its own number.</summary>
internal interface IFunction
{
    /// <summary>The function's values.</summary>
    static abstract Vector<double> Of(Vector<double> x);
}
