namespace R2N2.Training;

/// <summary>What is trained, and the model it becomes.</summary>
/// <typeparam name="TModel">The kind of model.</typeparam>
internal abstract class TrainingTask<TModel> : TrainingTask
{
    /// <summary>The model of a point.</summary>
    /// <param name="point">The unknowns.</param>
    /// <param name="trainingLoss">Their loss.</param>
    public abstract TModel ToModel(double[] point, double trainingLoss);
}
