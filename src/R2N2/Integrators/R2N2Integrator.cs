using R2N2.Onnx;

namespace R2N2;

/// <summary>A learned, or classical, integrator: a family of initial-value problems and a Runge-Kutta or Rosenbrock method for them.</summary>
/// <remarks>It computes over plain arrays, without any native library; exported, the same steps run in ONNX Runtime.</remarks>
public sealed class R2N2Integrator
{
    private readonly Lazy<LaneIntegrator> _engine;

    /// <summary>Joins the parts.</summary>
    /// <param name="family">The problem it integrates.</param>
    /// <param name="tableau">The method; for stiff problems a <see cref="RosenbrockTableau"/>.</param>
    /// <exception cref="ArgumentException">The family has too many states for a Rosenbrock method, more than 128.</exception>
    public R2N2Integrator(InitialValueFamily family, ButcherTableau tableau)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(tableau);
        if (tableau is RosenbrockTableau)
        {
            RosenbrockTableau.Require(family);
        }

        Family = family;
        Tableau = tableau;
        _engine = new Lazy<LaneIntegrator>(() => new LaneIntegrator(family, tableau));
    }

    /// <summary>The problem.</summary>
    public InitialValueFamily Family { get; }

    /// <summary>The method.</summary>
    public ButcherTableau Tableau { get; }

    /// <summary>The training loss of the coefficients; null where they were not trained here.</summary>
    public double? TrainingLoss { get; init; }

    /// <summary>Reads an integrator back from a file: family and tableau, the embedded row included, bit for bit.</summary>
    /// <remarks><see cref="IntegratorDescription.Read(string)"/> gives the options; exported with them again, the same bytes come out.</remarks>
    /// <param name="path">A file written by <see cref="OnnxExport.SaveOnnx(R2N2Integrator, string, IntegratorExportOptions)"/>.</param>
    /// <exception cref="OnnxFormatException">The file is not an intact exported integrator, or older than this ability.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static R2N2Integrator Load(string path)
    {
        return IntegratorReader.Read(ExportedFile.Open(path));
    }

    /// <summary>Reads an integrator back from memory: family and tableau, the embedded row included, bit for bit.</summary>
    /// <param name="model">The bytes that <see cref="OnnxExport.ToOnnx(R2N2Integrator, IntegratorExportOptions)"/> returned.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an intact exported integrator, or of a version without this ability.</exception>
    public static R2N2Integrator Load(ReadOnlyMemory<byte> model) => IntegratorReader.Read(ExportedFile.Open(model));

    /// <summary>The same method for another family.</summary>
    /// <param name="family">The problem it integrates from now on.</param>
    public R2N2Integrator WithFamily(InitialValueFamily family) => new(family, Tableau);

    /// <summary>The same problem by another method, such as the same one with an embedded row.</summary>
    /// <remarks>The training loss goes along where A and b are the same, whatever the embedded row: it tells of the step alone.</remarks>
    /// <param name="tableau">The method it uses from now on.</param>
    public R2N2Integrator WithTableau(ButcherTableau tableau) => new(Family, tableau)
    {
        TrainingLoss = Tableau.Coefficients.Equals(tableau?.Coefficients) ? TrainingLoss : null,
    };

    /// <summary>The integrator in .NET alone: the same as to export it and to load the file with <see cref="Integrator"/>.</summary>
    /// <param name="options">Form, precision, step control; the defaults of <see cref="IntegratorExportOptions"/> if null.</param>
    /// <exception cref="ArgumentException">As for <see cref="OnnxExport.ToOnnx(R2N2Integrator, IntegratorExportOptions)"/>.</exception>
    public Integrator ToSolver(IntegratorExportOptions? options = null) => Integrator.Load(this.ToOnnx(options));

    /// <summary>One step of every instance.</summary>
    /// <param name="instances">A column for each of the family's inputs; see <see cref="IntegratorInputs"/>.</param>
    /// <exception cref="ArgumentException">A column is missing or has another length, or a step size is 0 or below.</exception>
    public StepResult Step(InstanceBatch instances)
    {
        ArgumentNullException.ThrowIfNull(instances);
        (ArrayValue next, ArrayValue? estimate) = _engine.Value.Step(IntegratorBatch.Of(Family, instances));
        return new StepResult(next.Values, estimate?.Values ?? []);
    }

    /// <summary>Many steps of every instance, of the size that it brings.</summary>
    /// <param name="instances">A column for each of the family's inputs.</param>
    /// <param name="steps">How many, 0 or more.</param>
    /// <returns>The trajectories. An instance that overflows, or brings a number that is not finite, is told by its status; the others go on.</returns>
    /// <exception cref="ArgumentException">A column is missing or has another length, or a step size is 0 or below.</exception>
    public RolloutResult Rollout(InstanceBatch instances, int steps)
    {
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        (double[] trajectory, IntegrationStatus[] status) = _engine.Value.Rollout(IntegratorBatch.Of(Family, instances), steps);
        return new RolloutResult(steps, Family.StateSize, trajectory, status);
    }

    /// <summary>Integrates every instance to its end, with steps as small as the tolerance asks for.</summary>
    /// <param name="instances">
    /// A column for each of the family's inputs, and <see cref="IntegratorInputs.EndTime"/>; <see cref="IntegratorInputs.StepSize"/>
    /// is the first step that is tried.
    /// </param>
    /// <param name="options">Tolerances and step control; all defaults if null.</param>
    /// <returns>The states, how each instance ended, and what it took. An instance that fails does not stop the others.</returns>
    /// <exception cref="InvalidOperationException">The method has no error estimate.</exception>
    /// <exception cref="ArgumentException">A column is missing or has another length, a step size is 0 or below, or an end lies before its beginning.</exception>
    public AdaptiveResult Integrate(InstanceBatch instances, AdaptiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(instances);
        RequireEstimate();
        IntegratorBatch batch = IntegratorBatch.Of(Family, instances);
        return _engine.Value.Integrate(batch, batch.Ends(Family, instances), options ?? new AdaptiveOptions());
    }

    /// <summary>Refuses step control where nothing estimates the error.</summary>
    internal void RequireEstimate()
    {
        if (!Tableau.HasEmbedded)
        {
            throw new InvalidOperationException(
                "The method has no error estimate, which step control needs: use a tableau with an embedded row, such as "
                + $"{nameof(ButcherTableau)}.{nameof(ButcherTableau.BogackiShampine)}, or train one.");
        }
    }
}
