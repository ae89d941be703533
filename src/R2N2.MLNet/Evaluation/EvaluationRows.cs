using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>The rows of data as instances, for evaluation.</summary>
internal static class EvaluationRows
{
    private const int MostRows = 1024;

    /// <summary>Reads them in batches of a few mebibytes.</summary>
    /// <param name="model">The model that is evaluated.</param>
    /// <param name="data">The data.</param>
    /// <param name="columns">What is read.</param>
    public static IEnumerable<InstanceBatch> Read(SolverTransformer model, IDataView data, IReadOnlyList<SolverInput> columns) =>
        new DataViewInstances(data, columns, model.Solver.Cancellation)
            .Read(BlockLimits.RowsOf(columns.Sum(column => (long)column.Parameter.Shape.Size), MostRows));

    /// <summary>Refuses the family of another model.</summary>
    /// <param name="model">What the model says about itself.</param>
    /// <param name="family">The family.</param>
    /// <exception cref="ArgumentException">It has other inputs than the model.</exception>
    public static void RequireSameInputs(ModelDescription model, ProblemFamily family)
    {
        if (!model.Inputs.SequenceEqual(family.Inputs) || model.StateSize != family.StateSize)
        {
            throw new ArgumentException(
                $"The solver is for the family '{model.FamilyName}' with {model.StateSize} unknowns and the inputs "
                + $"{string.Join(", ", model.Inputs)}; the family '{family.Name}' has {family.StateSize} unknowns and the inputs "
                + $"{string.Join(", ", family.Inputs)}. Give the family that it was trained for.");
        }
    }
}
