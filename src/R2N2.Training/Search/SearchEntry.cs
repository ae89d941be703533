namespace R2N2.Training;

/// <summary>What a search is to try.</summary>
/// <param name="Superstructure">The structure.</param>
/// <param name="IsTrained">Whether it is trained; else all θ are -1.</param>
internal sealed record SearchEntry(Superstructure Superstructure, bool IsTrained)
{
    // Beyond these, a second derivative of every instance costs more than it brings, or training takes long.
    private const int MostForTaylor = 24;
    private const int MostForHalley = 8;
    private const int MostForTrainedNewton = 24;

    // Each is a table more to train.
    private const int MostFeatures = 4;

    /// <summary>n.</summary>
    public int InnerIterations => Superstructure.InnerIterations;

    /// <summary>What it is called.</summary>
    public string Name => IsTrained ? $"trained {Structure}" : Classical;

    private bool IsEvaluating => Superstructure.Generation == GenerationModule.Evaluations;

    private string Structure => Method
        + (Superstructure.Tables == TableModule.Shared ? "" : $", tables {Superstructure.Tables}");

    // What it is made of, in the terms of the field.
    private string Method => Superstructure.Generation switch
    {
        _ when IsMinimal => (InnerIterations == 1 ? "Anderson's method" : $"minimal residuals n = {InnerIterations}") + Remembered + Preconditioned,
        var g when g == GenerationModule.Evaluations => $"{Points}{Iteration} n = {InnerIterations}{Remembered}",
        var g when g == GenerationModule.DirectionalDerivatives => $"Newton-Krylov n = {InnerIterations}{Remembered}{Preconditioned}",
        var g => $"{g} n = {InnerIterations}{Preconditioned}",
    };

    private string Iteration => Superstructure.Preconditioner switch
    {
        var p when p == Preconditioner.None => "Krylov",
        var p when p == Preconditioner.MeanJacobian => "chord",
        var p when p == Preconditioner.Jacobian => "Newton",
        var p => $"{p}",
    };

    private string Points => InnerIterations > 1 && Superstructure.Preconditioner is var p && (p == Preconditioner.MeanJacobian || p == Preconditioner.Jacobian)
        ? "multi-point "
        : "";

    private string Remembered => Superstructure.History == 0 ? "" : $" with memory {Superstructure.History}";

    private string Preconditioned => Superstructure.Preconditioner switch
    {
        var p when p == Preconditioner.None => "",
        var p when p == Preconditioner.MeanJacobian => " after the mean Jacobian",
        var p when p == Preconditioner.Jacobian => " after the Jacobian",
        var p => $" after {p}",
    };

    private bool IsMinimal => Superstructure.Assembly == AssemblyModule.MinimalResidual;

    private string Classical => Superstructure.Preconditioner switch
    {
        _ when Superstructure == Superstructure.Halley => "Halley's method",
        _ when Superstructure == Superstructure.NewtonTaylor(2) => "Chebyshev's method",
        _ when IsMinimal => Structure,
        var p when p == Preconditioner.None && InnerIterations == 1 => "successive substitution",
        var p when p == Preconditioner.MeanJacobian && InnerIterations == 1 => "the chord method",
        var p when p == Preconditioner.Jacobian && InnerIterations == 1 => "Newton's method",
        var p when p == Preconditioner.Jacobian && !IsEvaluating && Superstructure.Generation.EvaluationsPerVector == InnerIterations =>
            $"Newton-Taylor n = {InnerIterations}",
        var p when IsEvaluating && (p == Preconditioner.Jacobian || p == Preconditioner.MeanJacobian) => Structure,
        _ => $"{Structure} with θ = -1",
    };

    /// <summary>What is tried by default: what needs no training first, then one of each kind, then more of them.</summary>
    /// <param name="unknowns">m.</param>
    /// <param name="features">The scalar parameters of the family, which tables may follow.</param>
    public static IReadOnlyList<SearchEntry> Default(int unknowns, int features)
    {
        Superstructure Mean(int n) => WithMean(Superstructure.Krylov(n));
        Superstructure WithMean(Superstructure structure) => structure with { Preconditioner = Preconditioner.MeanJacobian };
        Superstructure Minimal(int n) => Superstructure.Krylov(n) with { Assembly = AssemblyModule.MinimalResidual };
        Superstructure anderson = Superstructure.Anderson(2);
        Superstructure[] newton = unknowns <= SolvedRows.MostForNewton
            ? [Superstructure.Newton, Superstructure.MultiPointNewton(2), Superstructure.MultiPointNewton(3)]
            : [];
        Superstructure[] taylor = unknowns <= MostForTaylor ? [Superstructure.NewtonTaylor(2), Superstructure.NewtonTaylor(3)] : [];
        Superstructure[] halley = unknowns <= MostForHalley ? [Superstructure.Halley] : [];
        Superstructure[] trainedNewton = unknowns <= MostForTrainedNewton ? [Superstructure.MultiPointNewton(2)] : [];
        Superstructure[] following = features is >= 1 and <= MostFeatures
            ? [WithMean(Minimal(3)) with { Tables = TableModule.ByParameters }]
            : [];
        return
        [
            .. Untrained(
            [
                Superstructure.Chord, .. newton, .. taylor, .. halley, Mean(2), Mean(3), Mean(4), WithMean(Minimal(2)), WithMean(Minimal(3)), WithMean(Minimal(2)) with { History = 2 }, WithMean(anderson),
                Minimal(3), Minimal(4), anderson, Superstructure.Krylov(1),
            ]),
            .. Trained(
            [
                Mean(2), .. trainedNewton, Superstructure.Krylov(4), WithMean(Minimal(3)), .. following, Mean(3), Mean(4), Superstructure.NewtonKrylov(4),
                Superstructure.Chord,
            ]),
        ];
    }

    /// <summary>What is tried of structures of the user's choice.</summary>
    /// <param name="structures">The structures.</param>
    public static IReadOnlyList<SearchEntry> Of(IReadOnlyList<Superstructure> structures) =>
    [
        .. Untrained(structures.Where(structure =>
            structure.Preconditioner != Preconditioner.None || structure.Assembly == AssemblyModule.MinimalResidual)).Distinct(),
        .. Trained(structures),
    ];

    /// <summary>Whether another one generates information of the same kind, so that what is hopeless of one is of the other.</summary>
    public bool IsAkinTo(SearchEntry other) =>
        Superstructure.Preconditioner == other.Superstructure.Preconditioner
        && Superstructure.Generation == other.Superstructure.Generation
        && Superstructure.Assembly == other.Superstructure.Assembly
        && Superstructure.History == other.Superstructure.History;

    // Where all θ are -1, several tables are one.
    private static IEnumerable<SearchEntry> Untrained(IEnumerable<Superstructure> structures) =>
        structures.Select(structure => new SearchEntry(structure with { Tables = TableModule.Shared }, IsTrained: false));

    private static IEnumerable<SearchEntry> Trained(IEnumerable<Superstructure> structures) =>
        structures.Select(structure => new SearchEntry(structure, IsTrained: true));
}
