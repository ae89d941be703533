namespace R2N2;

/// <summary>
/// The structure of one outer iteration: how many inner evaluations generate information, of which kind, and how
/// they are assembled into the update. (Doncevic et al., SIAM J. Sci. Comput. 46(2), A719-A743, 2024, section 2.)
/// </summary>
/// <remarks>
/// With v₁ = P f(x_k): generation makes v_{j+1} from Σ_{l≤j} θ_{j,l} v_l for j = 1 … n-1, assembly makes
/// x_{k+1} = x_k + Σ_{l≤n} θ_{n,l} v_l. The paper has P = I. The coefficients θ, n(n+1)/2 of them, are shared by all outer iterations.
/// Where the assembly is <see cref="AssemblyModule.MinimalResidual"/>, each instance finds its own last row.
/// </remarks>
public sealed record Superstructure
{
    // More pairs than that are of little use, and each is made orthogonal to all before it.
    private const int LongestHistory = 8;

    /// <summary>Combines the parts.</summary>
    /// <param name="innerIterations">n, the number of vectors that each outer iteration generates, at least 1.</param>
    /// <param name="generation">How the vectors are generated.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public Superstructure(int innerIterations, GenerationModule generation)
    {
        ArgumentNullException.ThrowIfNull(generation);
        if (innerIterations < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(innerIterations), innerIterations, $"n is {innerIterations}; an outer iteration needs at least 1 inner evaluation.");
        }

        InnerIterations = innerIterations;
        Generation = generation;
    }

    /// <summary>n, the number of inner evaluations of an outer iteration.</summary>
    public int InnerIterations { get; }

    /// <summary>How the inner evaluations generate information.</summary>
    public GenerationModule Generation { get; }

    /// <summary>P, which makes directions of the values of f that the inner evaluations see; none by default.</summary>
    public Preconditioner Preconditioner
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }
    = Preconditioner.None;

    /// <summary>How the generated vectors become the update.</summary>
    public AssemblyModule Assembly { get; init; } = AssemblyModule.LinearCombination;

    /// <summary>
    /// s: the differences of so many earlier outer iterations, of x and of P f, are pairs for the assembly
    /// <see cref="AssemblyModule.MinimalResidual"/>, which it needs; 0 to 8, 0 by default. What differs from instance to instance is learned
    /// on the way.
    /// </summary>
    public int History
    {
        get;
        init => field = Guard.Require(value, value is >= 0 and <= LongestHistory, "0 to 8 earlier outer iterations");
    }

    /// <summary>How many tables of coefficients there are; by default one, which all outer iterations share.</summary>
    public TableModule Tables
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }
    = TableModule.Shared;

    /// <summary>v_{j+1} = P f(x + Σθv): spans a Krylov space for linear systems, uses curvature for nonlinear ones.</summary>
    /// <param name="innerIterations">n ≥ 1.</param>
    public static Superstructure Krylov(int innerIterations) => new(innerIterations, GenerationModule.Evaluations);

    /// <summary>v_{j+1} = P (f(x) + J(x)·Σθv): a Krylov space of the linearised system, J·v exact.</summary>
    /// <param name="innerIterations">n ≥ 1.</param>
    public static Superstructure NewtonKrylov(int innerIterations) => new(innerIterations, GenerationModule.DirectionalDerivatives);

    /// <summary>The chord method: x - P f(x), P the inverse of the mean Jacobian. Training finds P, and θ, which is near -1.</summary>
    public static Superstructure Chord { get; } = Krylov(1) with { Preconditioner = Preconditioner.MeanJacobian };

    /// <summary>Newton's method, where θ = -1: x - J(x)⁻¹ f(x).</summary>
    public static Superstructure Newton { get; } = Krylov(1) with { Preconditioner = Preconditioner.Jacobian };

    /// <summary>v_{j+1} = J(x)⁻¹ f(x + Σθv): Newton steps with one derivative, which together are of higher order than one of them.</summary>
    /// <param name="innerIterations">n ≥ 1, the evaluations of f for each derivative.</param>
    public static Superstructure MultiPointNewton(int innerIterations) =>
        Krylov(innerIterations) with { Preconditioner = Preconditioner.Jacobian };

    /// <summary>
    /// Anderson's method for fixed points x = x - P f(x): one evaluation of f in an outer iteration, and differences of the last s of them. With
    /// P = I and β = -1, θ's only number, it iterates x ← g(x) where f(x) = x - g(x). (Anderson, J. ACM 12(4), 1965; Walker and Ni,
    /// SIAM J. Numer. Anal. 49(4), 2011.)
    /// </summary>
    /// <param name="history">s, 1 to 8; there is more to remember the more unknowns there are.</param>
    public static Superstructure Anderson(int history) =>
        Krylov(1) with { Assembly = AssemblyModule.MinimalResidual, History = Guard.AtLeast(history, 1) };

    /// <summary>
    /// Halley's method, where θ = -1, of order 3: v₁ = J⁻¹ f, with d = -v₁ and H = J + f''[d, ·]/2 then v₂ = H⁻¹ (f + H d), so that
    /// x + d - v₂ is x - H⁻¹ f. (For several unknowns the member α = 1/2 of the family of J. M. Gutiérrez and M. A. Hernández, Bull. Austral.
    /// Math. Soc. 55, 113-130, 1997, whose member α = 0, Chebyshev's method, is <see cref="NewtonTaylor"/> with n = 2.)
    /// </summary>
    public static Superstructure Halley { get; } = new(2, GenerationModule.Taylor(2)) { Preconditioner = Preconditioner.Halley };

    /// <summary>
    /// v_{j+1} = J(x)⁻¹ (f(x) + J(x)·d + f''(x)[d, d]/2 + …) with d = Σθv: corrections towards the root of the Taylor polynomial of degree n.
    /// Where θ = -1 the order is n + 1: n = 1 is Newton's method, n = 2 Chebyshev's, x - v₁ - J⁻¹ f''[v₁, v₁]/2.
    /// </summary>
    /// <param name="innerIterations">n, 1 to 8.</param>
    public static Superstructure NewtonTaylor(int innerIterations) =>
        new(innerIterations, GenerationModule.Taylor(innerIterations)) { Preconditioner = Preconditioner.Jacobian };

    /// <summary>
    /// An explicit Runge-Kutta method: v_j = f(t + c_j h, y + h Σ θ v), nodes c_j = Σ_l θ_{j-1,l}; inner rows are A, the last is b.
    /// </summary>
    /// <param name="stages">The number of stages, at least 1.</param>
    /// <param name="consistent">Whether Σb = 1 is built in, so that every table is a method of order 1 at least; true by default.</param>
    public static Superstructure RungeKutta(int stages, bool consistent = true) => new(stages, GenerationModule.Evaluations)
    {
        Assembly = consistent ? AssemblyModule.ConsistentCombination : AssemblyModule.LinearCombination,
    };

    /// <summary>
    /// The evaluations of f in an outer iteration, f at its end and directional derivatives included: those of its vectors, and a column of
    /// J, or of its derivative, for each unknown where P is made of them.
    /// </summary>
    /// <param name="unknowns">m.</param>
    internal int Evaluations(int unknowns) =>
        1 + ((InnerIterations - 1) * Generation.EvaluationsPerVector) + Preconditioner.Evaluations(unknowns, InnerIterations);

    /// <summary>Whether each instance finds its own last row.</summary>
    internal bool IsMinimalResidual => Assembly == AssemblyModule.MinimalResidual;

    /// <summary>The number of coefficients, those of all tables.</summary>
    internal int CoefficientCount => TableSize * Tables.Count;

    /// <summary>The number of coefficients of a table: of the rows that generate, and of the last one, or β.</summary>
    internal int TableSize => IsMinimalResidual ? Coefficients.Count(InnerIterations - 1) + 1 : Coefficients.Count(InnerIterations);

    /// <summary>The vectors, of x and of P f by turns, that an outer iteration hands on to the next one.</summary>
    internal int MemoryVectors => 2 * History;

    /// <summary>
    /// All θ = -1: with a preconditioner n steps of the chord method, or of Newton's with one derivative, each of which goes on from
    /// where the one before has led.
    /// </summary>
    internal Coefficients Classical => Tables.Spread(new([.. Enumerable.Repeat(-1.0, TableSize)]));

    /// <summary>Refuses what only integrators can use, and what does not go together.</summary>
    internal void RequireForEquations(string argument)
    {
        if (Assembly == AssemblyModule.ConsistentCombination)
        {
            throw new ArgumentException(
                $"The superstructure assembles by {Assembly}; solving equations needs {AssemblyModule.LinearCombination} or "
                + $"{AssemblyModule.MinimalResidual}. Use {nameof(Superstructure)}.{nameof(Krylov)} or {nameof(NewtonKrylov)}.",
                argument);
        }

        if (History > 0 && !IsMinimalResidual)
        {
            throw new ArgumentException(
                $"The superstructure has a history of {History} outer iterations, which {Assembly} does not use. Set {nameof(Assembly)} to "
                + $"{AssemblyModule.MinimalResidual}, as {nameof(Superstructure)}.{nameof(Anderson)} does, or {nameof(History)} to 0.",
                argument);
        }

        if (IsMinimalResidual && Preconditioner == Preconditioner.Halley)
        {
            throw new ArgumentException(
                $"The superstructure assembles by {Assembly}, from changes of P f with one P; the preconditioner {Preconditioner} is another one "
                + $"along every direction. Use {nameof(Preconditioner)}.{nameof(Preconditioner.Jacobian)}.",
                argument);
        }
    }

    /// <summary>Refuses coefficients of another number.</summary>
    internal void Require(Coefficients coefficients, string argument)
    {
        if (coefficients.Order != InnerIterations)
        {
            throw new ArgumentException(
                $"The coefficients have {coefficients.Order} rows; the superstructure has n = {InnerIterations} inner iterations.", argument);
        }

        if (coefficients.Tables.Count != Tables.Count)
        {
            throw new ArgumentException(
                $"The coefficients are {coefficients.Tables.Count} tables; a superstructure with the tables {Tables} has {Tables.Count}. Join them: "
                + $"{nameof(Coefficients)}.{nameof(Coefficients.Join)}.",
                argument);
        }

        if (coefficients.Values.Length != CoefficientCount)
        {
            throw new ArgumentException(
                $"The coefficients are {coefficients.Tables[0].Values.Length} numbers; a superstructure of n = {InnerIterations} that assembles by {Assembly} "
                + $"has {TableSize}{(Tables.Count > 1 ? " in each table" : "")}.",
                argument);
        }
    }
}
