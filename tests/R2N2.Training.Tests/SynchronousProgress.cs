namespace R2N2.Training.Tests;

/// <summary>Reports on the training thread itself, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class SynchronousProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}
