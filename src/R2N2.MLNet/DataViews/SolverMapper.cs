using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>Solves row by row, for those who have one row at a time.</summary>
/// <param name="binding">The solver and its columns.</param>
internal sealed class SolverMapper(SolverBinding binding) : IRowToRowMapper
{
    public DataViewSchema InputSchema => binding.Layout.Input;

    public DataViewSchema OutputSchema => binding.Layout.Output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        binding.Dependencies(binding.Layout.Active(dependingColumns)).Needed;

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ReferenceEquals(input.Schema, InputSchema)
            ? new SolverRow(binding, input, binding.Layout.Active(activeColumns))
            : throw new ArgumentException("The row has another schema than the one that the mapper is bound to.", nameof(input));
    }
}
