using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>ML.NET's own ONNX components over a solver's file: they lend their schema rules, and their way of being saved.</summary>
internal static class OnnxTransformers
{
    /// <summary>The output schema for an input schema.</summary>
    /// <param name="context">Says where temporary files go.</param>
    /// <param name="family">The problem.</param>
    /// <param name="inputs">The columns of its inputs, their types known.</param>
    /// <param name="outputs">The columns of the solver's outputs.</param>
    /// <param name="schema">The input schema; it has these columns.</param>
    public static SchemaShape OutputSchema(
        MLContext context,
        EquationFamily family,
        IReadOnlyList<SolverInput> inputs,
        IReadOnlyDictionary<string, string> outputs,
        SchemaShape schema)
    {
        // Names and types are all that counts here, so the iteration is as small as can be.
        EquationFamily signature = ProblemFamily.Equations(
            family.Name, family.StateSize, family.Parameters, (x, _) => x, family.InitialGuess);
        R2N2Network network = new(signature, Superstructure.Krylov(1), new Coefficients(-1.0));
        return Use(context, network, new OnnxExportOptions(), inputs, outputs, (estimator, _) => estimator.GetOutputSchema(schema));
    }

    /// <summary>Saves a solver as ML.NET's OnnxTransformer, which any application with Microsoft.ML.OnnxTransformer loads.</summary>
    /// <param name="context">Says where temporary files go.</param>
    /// <param name="network">The solver.</param>
    /// <param name="options">How it is exported.</param>
    /// <param name="inputs">The columns of its inputs, their types known.</param>
    /// <param name="outputs">The columns of its outputs.</param>
    /// <param name="target">Where it is saved.</param>
    public static void Save(
        MLContext context,
        R2N2Network network,
        OnnxExportOptions options,
        IReadOnlyList<SolverInput> inputs,
        IReadOnlyDictionary<string, string> outputs,
        ModelSaveContext target) =>
        Use(context, network, options, inputs, outputs, (_, transformer) =>
        {
            ((ICanSaveModel)transformer).Save(target);
            return true;
        });

    // The transformer reads the file again while it is saved, so the file lives exactly as long as this call. The transformer's
    // context is a fresh one: with a GPU set on the user's, it would open a session there.
    private static T Use<T>(
        MLContext context,
        R2N2Network network,
        OnnxExportOptions options,
        IReadOnlyList<SolverInput> inputs,
        IReadOnlyDictionary<string, string> outputs,
        Func<OnnxScoringEstimator, OnnxTransformer, T> use)
    {
        OnnxColumns columns = new()
        {
            Inputs = inputs.ToDictionary(input => input.Parameter.Name, input => input.Column),
            Outputs = outputs,
            SinglePrecision = inputs.Where(input => input.IsSingle).Select(input => input.Parameter.Name).ToHashSet(),
        };
        string path = Path.Combine(context.TempFilePath, $"r2n2-{Guid.NewGuid():N}.onnx");
        try
        {
            File.WriteAllBytes(path, OnnxExport.ToOnnx(network, options, columns));
            OnnxScoringEstimator estimator = new MLContext().Transforms.ApplyOnnxModel(
                [.. SolverOutputs.Names.Select(output => outputs[output])], [.. inputs.Select(input => input.Column)], path);
            using OnnxTransformer transformer = estimator.Fit(new EmptyDataView(Schema(inputs)));
            return use(estimator, transformer);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static DataViewSchema Schema(IReadOnlyList<SolverInput> inputs)
    {
        DataViewSchema.Builder builder = new();
        foreach (SolverInput input in inputs)
        {
            PrimitiveDataViewType item = input.IsSingle ? NumberDataViewType.Single : NumberDataViewType.Double;
            builder.AddColumn(input.Column, new VectorDataViewType(item, input.Parameter.Shape.Size));
        }

        return builder.ToSchema();
    }
}
