using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>The columns of a family of equations, and of its labels.</summary>
/// <param name="family">The problem.</param>
/// <param name="label">The column of x*, or null for the residual loss.</param>
/// <param name="errorScale">The column of s, or null for 1.</param>
internal sealed class EquationLayout(EquationFamily family, string? label, string? errorScale)
    : BlockLayout(
        [
            .. family.Inputs,
            .. label is null ? Array.Empty<Parameter>() : [new Parameter(label, family.StateSize)],
            .. errorScale is null ? Array.Empty<Parameter>() : [new Parameter(errorScale)],
        ])
{
    public override string? Flaw(RowNumbers row) => base.Flaw(row)
        ?? (errorScale is not null && row(Columns.Count - 1)[0] == 0 ? $"'{errorScale}', which errors are divided by, is 0" : null);

    protected override InstanceBlock ToBlock(int count, Func<int, Tensor> column)
    {
        bool given = family.InitialGuess.Name is not null;
        int first = given ? 1 : 0;
        Tensor[] parameters = [.. Enumerable.Range(first, family.Parameters.Count).Select(column)];
        Tensor guess = given ? column(0) : Start(parameters);
        int next = first + parameters.Length;
        Tensor? target = label is null ? null : column(next++);
        Tensor? scale = errorScale is null ? null : Reciprocal(column(next), count);
        return new InstanceBlock(count, guess, parameters, target, scale);
    }

    // Its own memory: a reader keeps constants.
    private Tensor Start(Tensor[] parameters)
    {
        using DisposeScope scope = NewDisposeScope();
        using TorchReader reader = new();
        return family.Start(reader, parameters).contiguous().clone().DetachFromDisposeScope();
    }

    private static Tensor Reciprocal(Tensor scale, int count)
    {
        using (scale)
        {
            using Tensor column = scale.reshape(count, 1);
            return column.reciprocal().DetachFromDisposeScope();
        }
    }
}
