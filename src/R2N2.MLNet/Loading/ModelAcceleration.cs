using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Onnx;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>Finds the solvers in a model that ML.NET loaded, which run row by row, and makes steps of them that run in blocks.</summary>
/// <param name="context">The context.</param>
/// <param name="channel">The log, which is told of every ONNX model found.</param>
/// <param name="open">Opens a solver with its columns.</param>
internal sealed class ModelAcceleration(MLContext context, IChannel channel, Func<SolverFile, OnnxColumns, SolverTransformer> open)
{
    private static readonly TransformerScope[] _scopes = [TransformerScope.Training, TransformerScope.Testing, TransformerScope.Scoring];

    private readonly List<SolverTransformer> _opened = [];

    /// <summary>The same model, its solvers running in blocks; the model itself where it has none.</summary>
    public ITransformer Run(ITransformer model)
    {
        try
        {
            return Apply(model);
        }
        catch
        {
            // Nobody else knows of those that were opened before one failed.
            _opened.ForEach(solver => solver.Dispose());
            throw;
        }
    }

    private ITransformer Apply(ITransformer model) => model switch
    {
        OnnxTransformer onnx => Replace(onnx) ?? model,
        IEnumerable<ITransformer> chain => Apply(model, [.. chain]),
        _ => model,
    };

    private ITransformer Apply(ITransformer chain, ITransformer[] steps)
    {
        ITransformer[] applied = [.. steps.Select(Apply)];
        return applied.SequenceEqual(steps) ? chain : steps.Zip(applied).Aggregate(
            new TransformerChain<ITransformer>(), (done, step) => done.Append(step.Second, ScopeOf(chain, step.First)));
    }

    // A chain tells scopes by what it keeps for each. Chains that ML.NET loaded are of this type.
    private static TransformerScope ScopeOf(ITransformer chain, ITransformer step) => chain is TransformerChain<ITransformer> scoped
        ? _scopes.Where(scope => scoped.GetModelFor(scope).Contains(step)).Aggregate(default(TransformerScope), (all, scope) => all | scope)
        : TransformerScope.Everything;

    private SolverTransformer? Replace(OnnxTransformer step)
    {
        SolverFile file;
        OnnxColumns columns;
        try
        {
            (ExportedFile exported, OnnxColumns? own) = ColumnForm.Unwrap(OnnxTransformers.FileOf(context, step));
            file = SolverFile.Of(exported);
            columns = own ?? file.ColumnsByName;
            if (!file.Fits(columns))
            {
                throw new OnnxFormatException("What the model says of its columns does not go with its inputs and outputs.");
            }
        }
        catch (Exception reason) when (reason is OnnxFormatException or ArgumentException)
        {
            channel.Info(MessageSensitivity.None, "A step with an ONNX model stays as it is: {0}", reason.Message);
            return null;
        }

        SolverTransformer solver = open(file, columns);
        if (!SameSchema(step, solver))
        {
            solver.Dispose();
            channel.Info(
                MessageSensitivity.None,
                "A step with an ONNX model stays as it is: it does not give all of the file's outputs as columns of double precision.");
            return null;
        }

        channel.Info(
            MessageSensitivity.None,
            "The solver of the family '{0}' runs in blocks of up to {1} rows.",
            file.FamilyName,
            solver.Solver.Limits.Rows);
        _opened.Add(solver);
        return solver;
    }

    private static bool SameSchema(OnnxTransformer step, SolverTransformer solver)
    {
        DataViewSchema.Builder builder = new();
        foreach (OnnxColumn column in solver.Solver.Columns.Read)
        {
            builder.AddColumn(
                column.Name, new VectorDataViewType(column.IsSingle ? NumberDataViewType.Single : NumberDataViewType.Double, column.Size));
        }

        DataViewSchema input = builder.ToSchema();
        try
        {
            return Describe(step.GetOutputSchema(input)).SequenceEqual(Describe(solver.GetOutputSchema(input)));
        }
        catch (Exception reason) when (reason is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // The step reads other columns than the file says.
            return false;
        }
    }

    private static IEnumerable<string> Describe(DataViewSchema schema) => schema.Select(column => $"{column.Name}: {column.Type}");
}
