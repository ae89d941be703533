namespace R2N2.Training;

/// <summary>A trained network and how it came about.</summary>
/// <param name="Network">The network, with the best coefficients found.</param>
/// <param name="Report">What training did.</param>
public sealed record TrainingResult(R2N2Network Network, TrainingReport Report);
