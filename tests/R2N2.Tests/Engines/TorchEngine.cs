using R2N2.Reference;
using R2N2.Training;
using R2N2.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Tests.Engines;

/// <summary>TorchSharp on the processor, in double precision.</summary>
internal sealed class TorchEngine : ReaderEngine<Tensor>
{
    public TorchEngine() => TorchNative.EnsureLoaded();

    protected override NDArray[] Run(
        IReadOnlyList<Shape> shapes, IReadOnlyList<NDArray> values, Func<IReader<Tensor>, Tensor[], Tensor[]> program)
    {
        using DisposeScope scope = NewDisposeScope();
        using TorchReader reader = new();
        Tensor[] inputs = [.. values.Select(value =>
            tensor(value.Values, [.. value.Lengths.Select(length => (long)length)], dtype: ScalarType.Float64))];
        return [.. program(reader, inputs).Select(output =>
            new NDArray([.. output.shape.Select(length => (int)length)], output.contiguous().data<double>().ToArray()))];
    }
}
