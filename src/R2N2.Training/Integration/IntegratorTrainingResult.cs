namespace R2N2.Training;

/// <summary>A trained integrator and how it came about.</summary>
/// <param name="Integrator">The integrator, with the best coefficients found.</param>
/// <param name="Report">What training did.</param>
public sealed record IntegratorTrainingResult(R2N2Integrator Integrator, TrainingReport Report);
