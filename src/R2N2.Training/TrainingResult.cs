namespace R2N2.Training;

/// <summary>What was trained, and how it came about.</summary>
/// <typeparam name="TModel"><see cref="R2N2Network"/> or <see cref="R2N2Integrator"/>.</typeparam>
/// <param name="Model">The network or integrator, with the best coefficients found.</param>
/// <param name="Report">What training did.</param>
public sealed record TrainingResult<TModel>(TModel Model, TrainingReport Report);
