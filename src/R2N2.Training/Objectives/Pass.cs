namespace R2N2.Training;

/// <summary>What one evaluation of a loss begins with: over values for the loss alone, over duals for the Jacobian too.</summary>
/// <param name="Reader">The reader.</param>
/// <param name="InitialState">The initial state, [m].</param>
/// <param name="Parameters">The columns of an instance besides its state, in order.</param>
/// <param name="Label">The labels, a vector; null for the residual loss.</param>
/// <param name="Scale">What errors are multiplied by, a vector; null for 1.</param>
/// <param name="Theta">The coefficients, each a scalar.</param>
/// <typeparam name="T">What the reader reads.</typeparam>
internal sealed record Pass<T>(
    IReader<T> Reader, T InitialState, IReadOnlyList<T> Parameters, T? Label, T? Scale, IReadOnlyList<T> Theta)
    where T : class;
