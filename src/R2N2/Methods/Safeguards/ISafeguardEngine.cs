namespace R2N2;

/// <summary>
/// What a safeguard asks an engine for: values of one shape in a stack, along a leading axis of their own, so that f and its
/// derivative are evaluated for all of them at once.
/// </summary>
/// <typeparam name="T">What the engine calls a tensor.</typeparam>
internal interface ISafeguardEngine<T>
    where T : class
{
    /// <summary>Computes everything else, for whole stacks too.</summary>
    IReader<T> Reader { get; }

    /// <summary>The family's parameters.</summary>
    IReadOnlyList<T> Parameters { get; }

    /// <summary>Values along a new leading axis.</summary>
    /// <param name="values">At least one value, all of one shape.</param>
    T Stack(T[] values);

    /// <summary>One value of a stack.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="index">Which, from 0.</param>
    T Part(T stack, int index);

    /// <summary>f at every point of a stack.</summary>
    /// <param name="points">The stack.</param>
    T Evaluate(T points);

    /// <summary>J(x)·d for every direction d of a stack.</summary>
    /// <param name="x">x, [m].</param>
    /// <param name="directions">The stack.</param>
    T Differentiate(T x, T directions);
}
