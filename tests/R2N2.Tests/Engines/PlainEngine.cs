using R2N2.Reference;

namespace R2N2.Tests.Engines;

/// <summary>Loops over doubles.</summary>
internal sealed class PlainEngine : ReaderEngine<NDArray>
{
    public static PlainEngine Instance { get; } = new();

    protected override NDArray[] Run(
        IReadOnlyList<Shape> shapes, IReadOnlyList<NDArray> values, Func<IReader<NDArray>, NDArray[], NDArray[]> program) =>
        program(new PlainReader(), [.. values]);
}
