namespace R2N2;

/// <summary>How many tables θ there are, and how an outer iteration comes by its own.</summary>
/// <remarks>
/// The paper has one, shared by all outer iterations of all instances. Where the first iterations should differ from later ones, each has its own,
/// θ⁽ᵏ⁾; where instances differ, as in their scale, θ(p) = θ₀ + Σ_i Θ_i φ_i(p) follows the features φ of an instance's parameters p. Equal tables,
/// and Θ = 0, are the shared table, from which training begins.
/// </remarks>
public abstract class TableModule
{
    // Each table is as many unknowns of training more.
    private const int MostIterations = 32;
    private const int MostFeatures = 16;

    private TableModule(string name) => Name = name;

    /// <summary>One table for all.</summary>
    public static TableModule Shared { get; } = new One();

    /// <summary>
    /// <see cref="Conditional"/> on the scalar parameters of the family, each less its mean over the data, in units of its spread. Training finds
    /// those; a trained network is <see cref="Conditional"/> on what they make of the parameters.
    /// </summary>
    public static TableModule ByParameters { get; } = new Unresolved();

    /// <summary>The name, as exported files carry it.</summary>
    internal string Name { get; }

    /// <summary>The number of tables.</summary>
    internal abstract int Count { get; }

    /// <summary>Whether the table changes from one outer iteration to the next.</summary>
    internal virtual bool ChangesByIteration => false;

    /// <summary>Whether each instance has its own, which it keeps.</summary>
    internal virtual bool ChangesByInstance => false;

    /// <summary>Whether training is to measure mean and spread of the features.</summary>
    internal virtual bool NeedsData => false;

    /// <summary>A table for each of the first outer iterations; the last one is for all that follow, too.</summary>
    /// <param name="iterations">K, 1 to 32.</param>
    public static TableModule PerIteration(int iterations) => new ByIteration(
        Guard.Require(iterations, iterations is >= 1 and <= MostIterations, $"1 to {MostIterations} tables", nameof(iterations)));

    /// <summary>θ(p) = θ₀ + Σ_i Θ_i φ_i(p): the tables are θ₀ and a Θ_i for every feature.</summary>
    /// <remarks>
    /// Training measures the features on the data first: φ_i is then (φ_i - mean) / spread, and one that is the same for all instances is left out,
    /// with a warning. In a network made by hand they are taken as they are.
    /// </remarks>
    /// <param name="features">φ, 1 to 16, each from the parameters to a scalar.</param>
    public static TableModule Conditional(params Func<InstanceParameters, Expression>[] features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return new ByFeatures(
            p => Expression.Stack([.. features.Select((feature, i) => Scalar(feature(p), i))]), RequireCount(features.Length), needsData: true);
    }

    /// <inheritdoc/>
    public override string ToString() => Count > 1 ? $"{Name}({Count})" : Name;

    /// <summary>The same with features that are measured already.</summary>
    /// <param name="features">From the parameters to φ, a vector.</param>
    /// <param name="shape">Its shape.</param>
    /// <exception cref="ArgumentException">It is no vector, or there are too many features.</exception>
    internal static TableModule Measured(Func<InstanceParameters, Expression> features, Shape shape) => shape.Rank == 1
        ? new ByFeatures(features, RequireCount(shape.Size), needsData: false)
        : throw new ArgumentException($"The features of the tables are a {shape}; they must be a vector.");

    /// <summary>The module for a family, by the parameters that it has.</summary>
    /// <param name="family">The problem.</param>
    /// <exception cref="ArgumentException">It has no scalar parameter, or features do not suit it.</exception>
    internal virtual TableModule For(EquationFamily family)
    {
        Require(family);
        return this;
    }

    /// <summary>Refuses a family that the features do not suit.</summary>
    /// <param name="family">The problem.</param>
    /// <exception cref="ArgumentException">They are no scalars, use what it does not declare, or are not known yet.</exception>
    internal virtual void Require(EquationFamily family) => Record(family);

    /// <summary>φ as recorded: the parameters are the inputs, the output a vector; null where there are no features.</summary>
    /// <param name="family">The problem.</param>
    /// <exception cref="ArgumentException">As for <see cref="Require"/>.</exception>
    internal virtual RecordedFunction? Record(EquationFamily family) => null;

    /// <summary>The table of an outer iteration.</summary>
    /// <param name="number">The number of those before it.</param>
    /// <param name="parameters">The family's parameters.</param>
    /// <param name="tables">All tables, each row by row.</param>
    internal abstract Expression[] Table(Expression number, Expression[] parameters, Expression[][] tables);

    /// <summary>All tables of a network that does what one with a single table does.</summary>
    /// <param name="table">The single one.</param>
    internal virtual Coefficients Spread(Coefficients table) => Coefficients.Join([.. Enumerable.Repeat(table, Count)]);

    /// <summary>What tells a table from the others, by the end of its names and of their meanings.</summary>
    /// <param name="table">Its place, from 0.</param>
    internal virtual (string Suffix, string Meaning) Label(int table) => ("", "");

    private static int RequireCount(int features) =>
        Guard.Require(features, features is >= 1 and <= MostFeatures, $"1 to {MostFeatures} features", nameof(features));

    private static Expression Scalar(Expression feature, int i) => feature is { Shape.Rank: 0 }
        ? feature
        : throw new ArgumentException(
            $"Feature {i + 1} of the tables {(feature is null ? "is null" : $"is a {feature.Shape}")}; each must be a scalar. Take elements by their index, or sums.");

    private sealed class One() : TableModule(nameof(Shared))
    {
        internal override int Count => 1;

        internal override Expression[] Table(Expression number, Expression[] parameters, Expression[][] tables) => tables[0];
    }

    private sealed class ByIteration(int count) : TableModule(nameof(PerIteration)), IEquatable<ByIteration>
    {
        internal override int Count => count;

        internal override bool ChangesByIteration => true;

        public bool Equals(ByIteration? other) => other?.Count == Count;

        public override bool Equals(object? obj) => Equals(obj as ByIteration);

        public override int GetHashCode() => count;

        internal override Expression[] Table(Expression number, Expression[] parameters, Expression[][] tables) =>
            [.. tables[^1].Select((last, i) => Enumerable.Range(0, count - 1).Reverse().Aggregate(
                last, (later, k) => Expression.SelectLess(number, k + 0.5, tables[k][i], later)))];

        internal override (string Suffix, string Meaning) Label(int table) =>
            ($"_of_{table + 1}", $", in outer iteration {table + 1}{(table == count - 1 ? " and later" : "")}");
    }

    private sealed class ByFeatures(Func<InstanceParameters, Expression> features, int count, bool needsData) : TableModule(nameof(Conditional))
    {
        internal override int Count => 1 + count;

        internal override bool ChangesByInstance => true;

        internal override bool NeedsData => needsData;

        internal override RecordedFunction Record(EquationFamily family)
        {
            Expression[] parameters = family.RecordParameters();
            return new RecordedFunction($"{family.Name} features", parameters, [Features(parameters)]);
        }

        internal override Expression[] Table(Expression number, Expression[] parameters, Expression[][] tables)
        {
            Expression phi = Features(parameters);
            return [.. tables[0].Select((first, i) => Enumerable.Range(0, count).Aggregate(
                first, (sum, j) => sum + (tables[j + 1][i] * phi[j])))];
        }

        internal override Coefficients Spread(Coefficients table) =>
            Coefficients.Join([table, .. Enumerable.Repeat(new Coefficients(new double[table.Values.Length]), count)]);

        internal override (string Suffix, string Meaning) Label(int table) =>
            table == 0 ? ("", "") : ($"_by_{table}", $", for each unit of feature {table}");

        private Expression Features(Expression[] parameters)
        {
            Expression phi = features(new InstanceParameters(parameters));
            return phi.Shape.Equals(Shape.Vector(count))
                ? phi
                : throw new ArgumentException($"The features of the tables are a {phi.Shape}; there are tables for a {Shape.Vector(count)}.");
        }
    }

    private sealed class Unresolved() : TableModule(nameof(ByParameters))
    {
        internal override int Count => throw Unknown();

        internal override bool NeedsData => true;

        public override string ToString() => Name;

        internal override TableModule For(EquationFamily family)
        {
            string[] names = [.. family.Parameters.Where(parameter => parameter.Shape.Rank == 0).Select(parameter => parameter.Name)];
            return names.Length is >= 1 and <= MostFeatures
                ? Conditional([.. names.Select(name => (Func<InstanceParameters, Expression>)(p => p[name]))])
                : throw new ArgumentException(
                    $"The family '{family.Name}' has {names.Length} scalar parameters, which tables {nameof(ByParameters)} follow; there must be 1 to "
                    + $"{MostFeatures}. Give features: {nameof(TableModule)}.{nameof(Conditional)}.");
        }

        internal override void Require(EquationFamily family) => throw Unknown();

        internal override Expression[] Table(Expression number, Expression[] parameters, Expression[][] tables) => throw Unknown();

        private static ArgumentException Unknown() => new(
            $"The tables are {nameof(ByParameters)}, whose features training measures on data. Train the network, or give features: "
            + $"{nameof(TableModule)}.{nameof(Conditional)}.");
    }
}
