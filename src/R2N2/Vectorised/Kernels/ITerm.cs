using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>What is summed: terms of one or two arrays, those at the same place in memory.</summary>
/// <typeparam name="T">The numbers.</typeparam>
internal interface ITerm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>sum + the terms of whole vectors.</summary>
    /// <param name="sum">A sum in each lane.</param>
    /// <param name="at">Where they begin.</param>
    Vector512<T> Add(Vector512<T> sum, int at);

    /// <summary>sum + the terms of single numbers, one after another in the lanes.</summary>
    /// <param name="sum">A sum in each lane.</param>
    /// <param name="numbers">Where they are.</param>
    Vector512<T> Add(Vector512<T> sum, Numbers numbers);
}
