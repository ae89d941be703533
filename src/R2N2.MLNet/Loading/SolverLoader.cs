using Microsoft.ML;
using Microsoft.ML.Runtime;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>Makes steps of pipelines from exported files.</summary>
internal static class SolverLoader
{
    /// <summary>Reads a file and checks that the options go with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Columns.</param>
    public static SolverFile Read(string path, SolverFileOptions options)
    {
        var file = SolverFile.Of(ExportedFile.Open(path));
        options.Validate(file);
        return file;
    }

    /// <summary>Opens a file.</summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The file.</param>
    /// <param name="options">Columns and device.</param>
    public static SolverTransformer Open(MLContext context, SolverFile file, SolverFileOptions options)
    {
        SolverInput[] inputs = [.. options.Inputs(file.Inputs, file.Role).Select(input => options.InputSchema is { } schema
            ? input.TypedAs(schema)
            : input with { Types = [Double(input)] })];
        return Open(context, file, OnnxTransformers.Columns(file, inputs, options), options);
    }

    /// <summary>Opens a file with given columns.</summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The file.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="options">Device and block size.</param>
    public static SolverTransformer Open(MLContext context, SolverFile file, OnnxColumns columns, PipelineOptions options)
    {
        IHost host = ((IHostEnvironment)context).Register(nameof(SolverTransformer));
        using IChannel channel = host.Start("Loading");
        (IBatchRunner runner, _) = SolverDevice.Of(context, channel, options).Open(file);
        return new SolverTransformer(context, new ColumnSolver(file, runner, columns, BlockLimits.For(options.BlockSize, file), context));
    }

    private static OnnxColumn Double(SolverInput input) => input.Columns.Count == 1
        ? new OnnxColumn(input.Columns[0], input.Parameter.Shape.Size, IsSingle: false)
        : throw new ArgumentException(
            $"{nameof(SolverFileOptions.InputColumns)} names {input.Columns.Count} columns for '{input.Parameter.Name}'; how many "
            + $"numbers each of them has is told by {nameof(SolverFileOptions.InputSchema)}, which is missing.");
}
