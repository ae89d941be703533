namespace R2N2;

/// <summary>How a network becomes an ONNX file: when an instance is done, in which form, and what else it returns.</summary>
/// <remarks>
/// With a tolerance an instance is done when ‖f(x)‖₂ ≤ max(absolute, relative · ‖f(x₀)‖₂); it then stays as it is
/// while others go on, and the best iterate of each instance is what comes out. Without any tolerance the file makes
/// exactly <see cref="IterationLimit"/> iterations and returns the last iterate.
/// </remarks>
public sealed record SolverExportOptions : OnnxExportOptions
{
    private const int LimitWithTolerance = 50;

    // Which default applies depends on the precision and on the form, which may be set later.
    private readonly bool _absoluteChosen;
    private readonly bool _safeguardChosen;

    /// <summary>
    /// The residual norm at which an instance is done; above 0, or null for none. Default: 1e-10, in single precision 1e-5.
    /// </summary>
    public double? AbsoluteTolerance
    {
        get => _absoluteChosen ? field : Precision == OnnxPrecision.Float64 ? 1e-10 : 1e-5;
        init
        {
            field = Guard.PositiveOrNull(value);
            _absoluteChosen = true;
        }
    }

    /// <summary>The reduction of the residual norm at which an instance is done; above 0 and below 1, or null for none, the default.</summary>
    public double? RelativeTolerance
    {
        get;
        init => field = Guard.Require(value, value is null or (> 0 and < 1), "above 0 and below 1, or null");
    }

    /// <summary>
    /// The most outer iterations an instance may take, at least 1. Null, the default: 50 with a tolerance; without one,
    /// the network's own <see cref="R2N2Network.OuterIterations"/>.
    /// </summary>
    public int? IterationLimit
    {
        get;
        init => field = Guard.Require(value, value is null or >= 1, "at least 1, or null");
    }

    /// <summary>A loop, the default, or unrolled.</summary>
    public IterationForm Form
    {
        get;
        init => field = Guard.Named(value);
    }

    /// <summary>
    /// An iteration that leaves more than this part of the residual norm counts as slow; above 0, default 0.9. Only used
    /// with a tolerance.
    /// </summary>
    public double StallRate
    {
        get;
        init => field = Guard.Positive(value);
    }
    = 0.9;

    /// <summary>After so many slow iterations in a row an instance has stalled; at least 1, default 3. Only used with a tolerance.</summary>
    public int StallLimit
    {
        get;
        init => field = Guard.AtLeast(value, 1);
    }
    = 3;

    /// <summary>
    /// What happens to steps that do not reduce the residual norm enough; null for nothing. Only used with a tolerance.
    /// Default: a <see cref="R2N2.Safeguard"/> of rate 0.5 in a loop; null unrolled, since it brings one ONNX <c>If</c> per
    /// iteration, and unrolled files are for hosts without control flow.
    /// </summary>
    public Safeguard? Safeguard
    {
        get => _safeguardChosen ? field : Form == IterationForm.Loop ? new Safeguard() : null;
        init
        {
            field = value;
            _safeguardChosen = true;
        }
    }

    /// <summary>
    /// Where the iteration starts, instead of what the family says; null, the default, for the family's own. A constant one
    /// spares users of the file an input. It becomes the exported solver's own, so that a description read back has null here.
    /// </summary>
    public InitialGuess? InitialGuess { get; init; }

    /// <summary>
    /// Whether the file also returns ‖f(x_k)‖₂ of the iterates 0 … <see cref="IterationLimit"/> of every instance, as
    /// <see cref="SolverOutputs.ResidualHistory"/>; false by default. Where an instance is done before the limit, its last
    /// value repeats.
    /// </summary>
    public bool ResidualHistory { get; init; }

    /// <summary>
    /// Whether the file also returns the iterates x_k themselves, as <see cref="SolverOutputs.Iterates"/>; false by default.
    /// Where an instance is done before the limit, its last iterate repeats.
    /// </summary>
    public bool Iterates { get; init; }

    /// <summary>True where a tolerance decides when an instance is done.</summary>
    public bool HasTolerance => AbsoluteTolerance is not null || RelativeTolerance is not null;

    /// <summary>Whether an If may be in the file: not where it is written out without a safeguard, for lack of control flow.</summary>
    internal bool HasBranches => HasTolerance && (Form == IterationForm.Loop || Safeguard is not null);

    /// <summary>The outputs that are returned on request, of those that are asked for, by their names in the contract, in the file's order.</summary>
    internal IReadOnlyList<string> RecordedOutputs =>
    [
        .. ResidualHistory ? [SolverOutputs.ResidualHistory] : Array.Empty<string>(),
        .. Iterates ? [SolverOutputs.Iterates] : Array.Empty<string>(),
    ];

    /// <summary>The places of what is recorded of the iterates 0 … K; only of a description, which has its limit.</summary>
    internal int RecordedPlaces => checked(IterationLimit!.Value + 1);

    /// <summary>The most outer iterations for a network.</summary>
    internal int LimitFor(R2N2Network network) =>
        IterationLimit ?? (HasTolerance ? LimitWithTolerance : network.OuterIterations);
}
