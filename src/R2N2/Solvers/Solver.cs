using R2N2.Onnx;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>
/// Solves instances with an exported solver in .NET alone, vectorised over instances: no native library. Safe to use from several
/// threads at once. An instance has the same bits alone, in any batch, and with any number of threads.
/// </summary>
/// <remarks>
/// It reads f, the coefficients and the options from the file, and computes what the file computes: the same statuses and iteration
/// counts, and the same numbers but for rounding.
/// </remarks>
public sealed class Solver : ISolver
{
    private readonly ILaneRunner _runner;
    private readonly int _inputs;

    private Solver(ExportedFile file, SolverDescription description, int threads)
    {
        Description = description;
        R2N2Network network = NetworkReader.Read(file, description);
        SolverExportOptions options = description.Options;
        int limit = options.LimitFor(network);
        LaneScheme scheme = options.HasTolerance ? ToleranceScheme.Of(network, options) : FixedScheme.Of(network, options);
        _runner = LaneRunners.Of(this, scheme, BatchSignature.Of(description), limit, threads);
        _inputs = description.Inputs.Sum(input => input.Shape.Size);
    }

    /// <inheritdoc/>
    public SolverDescription Description { get; }

    /// <summary>Runs the solver over batches; to dispose of it is to dispose of the solver.</summary>
    internal IBatchRunner Runner => _runner;

    /// <summary>Loads a solver from a file.</summary>
    /// <param name="path">A file written by <see cref="OnnxExport.SaveOnnx(R2N2Network, string, SolverExportOptions)"/>.</param>
    /// <param name="threads">How many threads a batch is solved on at most; 0, the default, for as many as there are processors.</param>
    /// <exception cref="OnnxFormatException">The file is not an exported solver.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Solver Load(string path, int threads = 0) => Open(ExportedFile.Open(path), threads);

    /// <summary>Loads a solver from memory.</summary>
    /// <param name="model">The bytes that <see cref="OnnxExport.ToOnnx(R2N2Network, SolverExportOptions)"/> returned.</param>
    /// <param name="threads">How many threads a batch is solved on at most; 0, the default, for as many as there are processors.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an exported solver.</exception>
    public static Solver Load(ReadOnlyMemory<byte> model, int threads = 0) => Open(ExportedFile.Open(model), threads);

    /// <summary>Opens a solver whose file and description are read already.</summary>
    internal static Solver Open(ExportedFile file, SolverDescription description, int threads) => new(file, description, threads);

    /// <inheritdoc/>
    public SolveResult Solve(InstanceBatch instances) => _runner.Solve(Description, instances);

    /// <inheritdoc/>
    public void Solve(InstanceBatch instances, SolveBuffer results) => _runner.Solve(Description, instances, results);

    /// <summary>Solves one instance; allocates nothing.</summary>
    /// <param name="inputs">The numbers of all inputs, in the order of <see cref="ModelDescription.Inputs"/>, each row-major.</param>
    /// <param name="solution">Receives x, [m]: the best iterate.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="ArgumentException">There are more or fewer inputs or unknowns than the solver has.</exception>
    /// <exception cref="ObjectDisposedException">The solver is disposed.</exception>
    public InstanceOutcome Solve(ReadOnlySpan<double> inputs, Span<double> solution)
    {
        if (inputs.Length != _inputs)
        {
            throw new ArgumentException(
                $"There are {inputs.Length} numbers; an instance of '{Description.FamilyName}' has {_inputs}: "
                + $"{string.Join(", ", Description.Inputs.Select(input => $"{input.Name}, a {input.Shape}"))}.",
                nameof(inputs));
        }

        if (solution.Length != Description.StateSize)
        {
            throw new ArgumentException(
                $"There is room for {solution.Length} numbers; a solution of '{Description.FamilyName}' has {Description.StateSize}.",
                nameof(solution));
        }

        Span<double> others = stackalloc double[3];
        _runner.RunOne(inputs, solution, others);
        return new InstanceOutcome((SolveStatus)others[2], others[0], (long)others[1]);
    }

    /// <summary>Frees the working memory, as soon as no other thread is solving.</summary>
    public void Dispose() => _runner.Dispose();

    private static Solver Open(ExportedFile file, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return Open(file, SolverDescriptionReader.Read(file), threads);
    }
}
