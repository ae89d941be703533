using Microsoft.ML;
using Microsoft.ML.Runtime;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>The components of this library, reached through <c>mlContext.R2N2()</c>.</summary>
public sealed partial class R2N2Catalog
{
    private readonly MLContext _context;

    internal R2N2Catalog(MLContext context) => _context = context;

    /// <summary>A solver for a family of equations f(x) = 0: learns from the instances in the data, then solves instances.</summary>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <remarks>With all defaults of <see cref="EquationSolverOptions"/>: 4 inner and 3 outer iterations.</remarks>
    public EquationSolverEstimator EquationSolver(EquationFamily family) => EquationSolver(family, new EquationSolverOptions());

    // Without default values: they would make EquationSolver(family, new() { … }) ambiguous.

    /// <summary>A solver for a family of equations f(x) = 0: learns from the instances in the data, then solves instances.</summary>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <param name="innerIterations">n, the evaluations of f in an outer iteration; at least 1.</param>
    /// <param name="outerIterations">K, the outer iterations that training looks at; at least 1.</param>
    public EquationSolverEstimator EquationSolver(EquationFamily family, int innerIterations, int outerIterations) =>
        EquationSolver(family, new EquationSolverOptions
        {
            InnerIterations = innerIterations,
            Loss = new EquationLoss { OuterIterations = outerIterations },
        });

    /// <summary>A solver for a family of equations f(x) = 0: learns from the instances in the data, then solves instances.</summary>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <param name="options">Structure, training, export, names of columns.</param>
    /// <exception cref="ArgumentException">A column is named for an input that the family does not have, or two outputs share a name.</exception>
    public EquationSolverEstimator EquationSolver(EquationFamily family, EquationSolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(options);
        return new EquationSolverEstimator(_context, family, options);
    }

    /// <summary>An integrator for a family of initial-value problems: learns from the instances in the data, then makes steps.</summary>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <remarks>With all defaults of <see cref="IntegratorOptions"/>: 4 stages, trained on one step.</remarks>
    public IntegratorEstimator Integrator(InitialValueFamily family) => Integrator(family, new IntegratorOptions());

    /// <summary>An integrator for a family of initial-value problems: learns from the instances in the data, then makes steps.</summary>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <param name="options">Structure, loss, training, names of columns.</param>
    /// <exception cref="ArgumentException">A column is named for an input that the family does not have, or two columns share a name.</exception>
    public IntegratorEstimator Integrator(InitialValueFamily family, IntegratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(options);
        return new IntegratorEstimator(_context, family, options);
    }

    /// <summary>A solver from an exported file, for use without training.</summary>
    /// <param name="path">A file of an equation solver, or of an integrator's step or adaptive integration.</param>
    /// <remarks>With all defaults of <see cref="SolverFileOptions"/>: columns with the names of the file, in double precision.</remarks>
    public SolverTransformer LoadSolver(string path) => LoadSolver(path, new SolverFileOptions());

    /// <summary>A solver from an exported file, for use without training.</summary>
    /// <param name="path">A file of an equation solver, or of an integrator's step or adaptive integration.</param>
    /// <param name="options">Names and types of columns, what computes.</param>
    /// <returns>The solver; dispose it, or the prediction engine made from it, to free its session.</returns>
    /// <exception cref="OnnxFormatException">This library did not export the file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">
    /// The options name a column for what the file does not have, or two columns alike; or the file is an integrator's rollout,
    /// whose trajectories fit no column.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The schema of the options lacks a column, or has another type or size.</exception>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    public SolverTransformer LoadSolver(string path, SolverFileOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        return SolverLoader.Open(_context, SolverLoader.Read(path, options), options);
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
        return new SolverFileEstimator(_context, SolverLoader.Read(path, options), options);
    }

    /// <summary>A loaded model whose solvers run in blocks of rows, rather than row by row as ML.NET loads them.</summary>
    /// <param name="model">What <c>mlContext.Model.Load</c> returned: a chain, chains within it, or a solver alone.</param>
    /// <returns>
    /// The model itself if it holds no solver of this library; otherwise a chain with the same schema and the same other steps,
    /// which are shared with the loaded model: dispose one of the two only.
    /// </returns>
    /// <remarks>The GPU that the MLContext names is used, as by ML.NET's own steps.</remarks>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    public ITransformer Accelerate(ITransformer model) => Accelerate(model, null);

    /// <summary>A loaded model whose solvers run in blocks of rows, rather than row by row as ML.NET loads them.</summary>
    /// <param name="model">What <c>mlContext.Model.Load</c> returned: a chain, chains within it, or a solver alone.</param>
    /// <param name="inference">What computes; null to go by the MLContext's GpuDeviceId and FallbackToCpu.</param>
    /// <returns>
    /// The model itself if it holds no solver of this library; otherwise a chain with the same schema and the same other steps,
    /// which are shared with the loaded model: dispose one of the two only.
    /// </returns>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    public ITransformer Accelerate(ITransformer model, InferenceOptions? inference)
    {
        ArgumentNullException.ThrowIfNull(model);
        IHost host = ((IHostEnvironment)_context).Register(nameof(Accelerate));
        using IChannel channel = host.Start("Loading");
        SolverFileOptions options = new() { Inference = inference };
        return new ModelAcceleration(_context, channel, (file, columns) => SolverLoader.Open(_context, file, columns, options)).Run(model);
    }
}
