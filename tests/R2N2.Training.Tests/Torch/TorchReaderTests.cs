using R2N2.Training.Native;
using TorchSharp;

namespace R2N2.Training.Tests.Torch;

public sealed class TorchReaderTests
{
    [Fact]
    public async Task AddAndSquare_WhileGarbageIsCollected_GiveTheirValues()
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
                Assert.Equal(9, three.Squared().item<double>());
            }
        });
        await stop.CancelAsync();
        await collector;
    }
}
