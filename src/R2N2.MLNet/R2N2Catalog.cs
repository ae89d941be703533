using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace R2N2.MLNet;

/// <summary>The components of this library, reached through <c>mlContext.R2N2()</c>.</summary>
public sealed partial class R2N2Catalog
{
    internal R2N2Catalog(MLContext context) => Context = context;

    /// <summary>The context.</summary>
    internal MLContext Context { get; }

    /// <summary>A solver from an exported file, for use without training.</summary>
    /// <param name="path">A file of an equation solver, or of an integrator's step or adaptive integration.</param>
    /// <remarks>With all defaults of <see cref="SolverFileOptions"/>: columns with the names of the file, in double precision.</remarks>
    public SolverTransformer LoadSolver(string path) => LoadSolver(path, new SolverFileOptions());

    /// <summary>A solver from an exported file, for use without training.</summary>
    /// <param name="path">A file of an equation solver, or of an integrator's step or adaptive integration.</param>
    /// <param name="options">Names and types of columns, what computes.</param>
    /// <returns>The solver; dispose it, or the prediction engine made from it, to free what runs it.</returns>
    /// <exception cref="OnnxFormatException">This library did not export the file, or the engine asked for cannot read it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">
    /// The options name a column for what the file does not have, or two columns alike, or the vectorised engine and a GPU; or the
    /// file is an integrator's rollout, whose trajectories fit no column.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The schema of the options lacks a column, or has another type or size.</exception>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    public SolverTransformer LoadSolver(string path, SolverFileOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        return SolverLoader.Open(Context, SolverLoader.Read(path, options), options);
    }

    /// <summary>A solver from an exported file, as a step of a pipeline that is yet to be fitted; there is nothing to train.</summary>
    /// <param name="path">A file of an equation solver, or of an integrator's step or adaptive integration.</param>
    /// <remarks>With all defaults of <see cref="SolverFileOptions"/>: columns with the names of the file.</remarks>
    public SolverFileEstimator ApplySolver(string path) => ApplySolver(path, new SolverFileOptions());

    /// <summary>A solver from an exported file, as a step of a pipeline that is yet to be fitted; there is nothing to train.</summary>
    /// <param name="path">A file of an equation solver, or of an integrator's step or adaptive integration.</param>
    /// <param name="options">Names of columns, what computes; types are found when the pipeline is fitted.</param>
    /// <exception cref="OnnxFormatException">This library did not export the file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">As for <see cref="LoadSolver(string, SolverFileOptions)"/>.</exception>
    public SolverFileEstimator ApplySolver(string path, SolverFileOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        return new SolverFileEstimator(Context, SolverLoader.Read(path, options), options);
    }

    /// <summary>A loaded model whose solvers run in blocks of rows, rather than row by row as ML.NET loads them.</summary>
    /// <param name="model">What <c>mlContext.Model.Load</c> returned: a chain, chains within it, or a solver alone.</param>
    /// <returns>
    /// The model itself if it holds no solver of this library; otherwise a chain with the same schema and the same other steps,
    /// which are shared with the loaded model: dispose one of the two only.
    /// </returns>
    /// <remarks>
    /// The GPU that the MLContext names is used, as by ML.NET's own steps; on the processor, the vectorised engine where it reads the
    /// solver, and else ONNX Runtime. The log says which.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    public ITransformer Accelerate(ITransformer model) => Accelerate(model, null);

    /// <summary>A loaded model whose solvers run in blocks of rows, rather than row by row as ML.NET loads them.</summary>
    /// <param name="model">What <c>mlContext.Model.Load</c> returned: a chain, chains within it, or a solver alone.</param>
    /// <param name="inference">What computes, and in which engine; null to go by the MLContext's GpuDeviceId and FallbackToCpu.</param>
    /// <returns>
    /// The model itself if it holds no solver of this library; otherwise a chain with the same schema and the same other steps,
    /// which are shared with the loaded model: dispose one of the two only.
    /// </returns>
    /// <exception cref="ArgumentException">The vectorised engine is asked for on a GPU.</exception>
    /// <exception cref="OnnxFormatException">The engine asked for cannot read a solver.</exception>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    public ITransformer Accelerate(ITransformer model, InferenceOptions? inference)
    {
        ArgumentNullException.ThrowIfNull(model);
        IHost host = ((IHostEnvironment)Context).Register(nameof(Accelerate));
        using IChannel channel = host.Start("Loading");
        SolverFileOptions options = new() { Inference = inference };
        return new ModelAcceleration(Context, channel, (file, columns) => SolverLoader.Open(Context, file, columns, options)).Run(model);
    }
}
