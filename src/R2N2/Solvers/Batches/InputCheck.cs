namespace R2N2;

/// <summary>Refuses instances whose inputs hold what they must not.</summary>
/// <param name="inputs">The columns.</param>
/// <param name="start">The first instance.</param>
/// <param name="count">How many.</param>
/// <param name="number">The number of the first one in the caller's data, for messages.</param>
/// <exception cref="ArgumentException">An input holds what it must not.</exception>
internal delegate void InputCheck(ReadOnlyMemory<double>[] inputs, int start, int count, long number);
