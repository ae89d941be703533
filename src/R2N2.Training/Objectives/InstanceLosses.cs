namespace R2N2.Training;

/// <summary>The losses of some instances at some points.</summary>
/// <param name="Rows">The row of the table that each instance is.</param>
/// <param name="First">The number of the first of the points.</param>
/// <param name="Losses">For each point the loss of each instance.</param>
internal sealed record InstanceLosses(ReadOnlyMemory<long> Rows, int First, double[][] Losses);
