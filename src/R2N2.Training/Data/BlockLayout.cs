using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Which columns training reads, and how rows of them become tensors.</summary>
/// <param name="family">The problem.</param>
/// <param name="label">The column of x*, or null for the residual loss.</param>
/// <param name="labelScale">The column of s, or null for 1.</param>
/// <param name="device">Where the tensors live.</param>
internal sealed class BlockLayout(EquationFamily family, string? label, string? labelScale, Device device)
{
    /// <summary>All columns: the family's inputs, then label and scale where used.</summary>
    public IReadOnlyList<Parameter> Columns { get; } =
    [
        .. family.Inputs,
        .. label is null ? Array.Empty<Parameter>() : [new Parameter(label, family.StateSize)],
        .. labelScale is null ? Array.Empty<Parameter>() : [new Parameter(labelScale)],
    ];

    /// <summary>Tensors from rows.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="columns">For each of <see cref="Columns"/> its numbers; only the first count × size are read.</param>
    public InstanceBlock ToBlock(int count, IReadOnlyList<double[]> columns)
    {
        Tensor Column(int i) => ToTensor(columns[i], [count, .. Columns[i].Shape.Dimensions]);

        bool given = family.InitialGuess.Name is not null;
        int first = given ? 1 : 0;
        Tensor guess = given ? Column(0) : ToTensor(family.InitialGuess.Values(family.StateSize), [family.StateSize]);
        Tensor[] parameters = [.. Enumerable.Range(first, family.Parameters.Count).Select(Column)];
        int next = first + parameters.Length;
        Tensor? target = label is null ? null : Column(next++);
        Tensor? scale = labelScale is null ? null : Reciprocal(Column(next), count);
        return new InstanceBlock(count, guess, parameters, target, scale);
    }

    private static Tensor Reciprocal(Tensor scale, int count)
    {
        using (scale)
        {
            using Tensor column = scale.reshape(count, 1);
            return column.reciprocal().DetachFromDisposeScope();
        }
    }

    private Tensor ToTensor(double[] values, ReadOnlySpan<int> dimensions)
    {
        long[] shape = [.. dimensions.ToArray().Select(dimension => (long)dimension)];
        long size = shape.Aggregate(1L, (product, length) => product * length);
        double[] rows = values.Length == size ? values : values[..(int)size];
        return Tensors.From(rows, shape, device).DetachFromDisposeScope();
    }
}
