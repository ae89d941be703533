using R2N2.Onnx;

namespace R2N2;

/// <summary>A trained solver: a problem family, a superstructure, and the coefficients learned for them.</summary>
public sealed class R2N2Network
{
    /// <summary>Joins the parts.</summary>
    /// <param name="family">The problem it solves.</param>
    /// <param name="superstructure">The structure of an outer iteration.</param>
    /// <param name="coefficients">θ; as many rows as the superstructure has inner iterations.</param>
    /// <exception cref="ArgumentException">
    /// The table has another number of rows, or of numbers in the last one, or the preconditioner does not suit the family or is not computed yet.
    /// </exception>
    public R2N2Network(EquationFamily family, Superstructure superstructure, Coefficients coefficients)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(superstructure);
        ArgumentNullException.ThrowIfNull(coefficients);
        superstructure.RequireForEquations(nameof(superstructure));
        superstructure.Tables.Require(family);
        superstructure.Require(coefficients, nameof(coefficients));
        superstructure.Preconditioner.Require(family);
        Family = family;
        Superstructure = superstructure;
        Coefficients = coefficients;
    }

    /// <summary>The problem.</summary>
    public EquationFamily Family { get; }

    /// <summary>The structure of an outer iteration.</summary>
    public Superstructure Superstructure { get; }

    /// <summary>θ.</summary>
    public Coefficients Coefficients { get; }

    /// <summary>K, the number of outer iterations it was trained for, or 3 where unknown. It may be run for any number.</summary>
    public int OuterIterations
    {
        get;
        init => field = Guard.AtLeast(value, 1);
    }
    = 3;

    /// <summary>The training loss of the coefficients; null where they were not trained here.</summary>
    public double? TrainingLoss { get; init; }

    /// <summary>What it is worth, in sentences: what fitting found on the instances that it was judged on; null where it was not. It goes into the file.</summary>
    public string? Verdict { get; init; }

    /// <summary>Reads a network back from a file: family, superstructure and coefficients, bit for bit.</summary>
    /// <remarks><see cref="SolverDescription.Read(string)"/> gives the options; exported with them again, the same bytes come out.</remarks>
    /// <param name="path">A file written by <see cref="OnnxExport.SaveOnnx(R2N2Network, string, SolverExportOptions)"/>.</param>
    /// <exception cref="OnnxFormatException">The file is not an intact exported solver, or older than this ability.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static R2N2Network Load(string path)
    {
        return NetworkReader.Read(ExportedFile.Open(path));
    }

    /// <summary>Reads a network back from memory: family, superstructure and coefficients, bit for bit.</summary>
    /// <param name="model">The bytes that <see cref="OnnxExport.ToOnnx(R2N2Network, SolverExportOptions)"/> returned.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an intact exported solver, or of a version without this ability.</exception>
    public static R2N2Network Load(ReadOnlyMemory<byte> model) => NetworkReader.Read(ExportedFile.Open(model));

    /// <summary>The solver in .NET alone: the same as to export the network and to load the file with <see cref="Solver"/>.</summary>
    /// <param name="options">When an instance is done, safeguard, precision; the defaults of <see cref="SolverExportOptions"/> if null.</param>
    /// <exception cref="ArgumentException">As for <see cref="OnnxExport.ToOnnx(R2N2Network, SolverExportOptions)"/>.</exception>
    public Solver ToSolver(SolverExportOptions? options = null) => Solver.Load(this.ToOnnx(options));

    /// <summary>The same coefficients for another family; a family of another size, for example.</summary>
    /// <param name="family">The problem it solves from now on.</param>
    public R2N2Network WithFamily(EquationFamily family) =>
        new(family, Superstructure, Coefficients) { OuterIterations = OuterIterations };

    /// <summary>The same with a verdict.</summary>
    /// <param name="sentences">What it is worth.</param>
    internal R2N2Network WithVerdict(IEnumerable<string> sentences) => With(Family, string.Join(' ', sentences));

    /// <summary>The same with another start.</summary>
    /// <param name="guess">Where iterations start.</param>
    internal R2N2Network WithInitialGuess(InitialGuess guess) => With(Family.WithInitialGuess(guess), Verdict);

    private R2N2Network With(EquationFamily family, string? verdict) => new(family, Superstructure, Coefficients)
    {
        OuterIterations = OuterIterations,
        TrainingLoss = TrainingLoss,
        Verdict = verdict,
    };
}
