namespace R2N2.Training;

/// <summary>What evaluates the loss and its derivatives while training. Either finds the same optimum; the last bits differ.</summary>
public enum TrainingEngine
{
    /// <summary>TorchSharp, an operation at a time for many instances.</summary>
    TorchSharp,

    /// <summary>
    /// The vectorised .NET engine, a few instances at a time that stay in the processor's cache: several times as fast for losses
    /// of few steps. All steps are planned one after another, so that very many of them, or an f of very many operations, take
    /// long to prepare.
    /// </summary>
    Vectorised,
}
