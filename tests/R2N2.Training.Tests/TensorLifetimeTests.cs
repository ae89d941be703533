using R2N2.Reference;
using TorchSharp;

namespace R2N2.Training.Tests;

/// <summary>Counts all tensors of the process, so nothing else may run meanwhile.</summary>
[Collection(nameof(TensorLifetimeTests))]
[CollectionDefinition(nameof(TensorLifetimeTests), DisableParallelization = true)]
public sealed class TensorLifetimeTests
{
    private static readonly Superstructure Krylov4 = Superstructure.Krylov(4);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_WhateverHappens_EveryTensorIsDisposed(bool cancelled)
    {
        InstanceBatch data = ReferenceProblems.ChandrasekharData(50, 4, 1);
        TrainingOptions options = new() { Starts = 2, ValidationShare = 0.2, Optimizer = new LevenbergMarquardt { IterationLimit = 5 } };
        Train(ReferenceProblems.Chandrasekhar(4), data, options);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = torch.Tensor.TotalCount;

        using CancellationTokenSource source = new();
        SynchronousProgress progress = new(report =>
        {
            if (cancelled && report.Iteration == 2)
            {
                source.Cancel();
            }
        });
        Exception? thrown = Record.Exception(() => Trainer.Train(
            ReferenceProblems.Chandrasekhar(4), Krylov4, new InstanceBatchSource(data), null, options, progress, source.Token));

        Assert.Equal(cancelled, thrown is OperationCanceledException);
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    private static TrainingResult<R2N2Network> Train(EquationFamily family, InstanceBatch data, TrainingOptions options) =>
        Trainer.Train(family, Krylov4, new InstanceBatchSource(data), options: options);
}
