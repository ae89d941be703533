using R2N2.Training.Native;
using TorchSharp;

namespace R2N2.Training.Tests;

public sealed class TorchReaderTests
{
    [Fact]
    public async Task Add_WhileGarbageIsCollected_GivesTheSum()
    {
        TorchNative.EnsureLoaded();
        using CancellationTokenSource stop = new();
        var collector = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });

        Parallel.For(0, 2, _ =>
        {
            using TorchReader reader = new();
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor two = torch.tensor(2.0);
            torch.Tensor three = torch.tensor(3.0);
            for (int i = 0; i < 20_000; i++)
            {
                using DisposeScope inner = torch.NewDisposeScope();
                Assert.Equal(5, reader.Add(two, three).item<double>());
                Assert.Equal(3, two.AtLeast(3).item<double>());
            }
        });
        await stop.CancelAsync();
        await collector;
    }
}
