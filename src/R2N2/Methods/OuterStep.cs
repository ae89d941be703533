namespace R2N2;

/// <summary>Where an outer iteration leads.</summary>
/// <param name="Next">x_{k+1}, [m].</param>
/// <param name="Memory">What the next one remembers; see <see cref="OuterIteration.Begin"/>.</param>
/// <param name="Vectors">v_1 … v_n, [m], that led there.</param>
/// <typeparam name="T">What an engine calls a tensor.</typeparam>
internal sealed record OuterStep<T>(T Next, T[] Memory, T[] Vectors);
