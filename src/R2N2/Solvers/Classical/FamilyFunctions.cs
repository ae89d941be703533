using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>f of a family and what classical methods make of it and of its derivative, for batches of instances, by the vectorised engine; plans are made once a family.</summary>
internal sealed class FamilyFunctions
{
    // Columns of J that are computed together, so that they share f's intermediate values: not so many that they leave the cache.
    private const int MostColumns = 16;
    private const int MostNumbers = 1 << 14;

    private static readonly ConditionalWeakTable<EquationFamily, FamilyFunctions> _known = [];

    private readonly EquationFamily _family;
    private readonly Lazy<LaneEngine<double>> _residual;
    private readonly Lazy<LaneEngine<double>> _columns;
    private readonly ConcurrentDictionary<int, LaneEngine<double>> _krylovSteps = [];

    private FamilyFunctions(EquationFamily family)
    {
        _family = family;
        int m = family.StateSize;
        int most = Math.Clamp(MostNumbers / m, 1, MostColumns);
        int groups = (m + most - 1) / most;
        ColumnsAtOnce = (m + groups - 1) / groups;
        _residual = new(() => Engine(RecordResidual()));
        _columns = new(() => Engine(RecordColumns()));
    }

    /// <summary>How many directions <see cref="Columns"/> takes.</summary>
    public int ColumnsAtOnce { get; }

    /// <summary>The functions of a family.</summary>
    public static FamilyFunctions Of(EquationFamily family) => _known.GetValue(family, known => new FamilyFunctions(known));

    /// <summary>f(x), [N, m], and its norms ‖f(x)‖₂, [N]: NaN where x or a parameter is not finite.</summary>
    /// <param name="x">x of all instances, one after another.</param>
    /// <param name="parameters">The family's parameters, likewise.</param>
    public (double[] F, double[] Norms) Residual(double[] x, double[][] parameters)
    {
        double[] f = new double[x.Length];
        double[] norms = new double[x.Length / _family.StateSize];
        Run(_residual.Value, [x, .. parameters], [f, norms]);
        return (f, norms);
    }

    /// <summary>J(x)·d for c directions of every instance, c = <see cref="ColumnsAtOnce"/>.</summary>
    /// <param name="x">x of all instances, one after another.</param>
    /// <param name="parameters">The family's parameters, likewise.</param>
    /// <param name="directions">d, [N, c, m].</param>
    /// <returns>The products, [N, c, m].</returns>
    public double[] Columns(double[] x, double[][] parameters, double[] directions)
    {
        double[] products = new double[directions.Length];
        Run(_columns.Value, [x, .. parameters, directions], [products]);
        return products;
    }

    /// <summary>The step of Newton's method with GMRES, [N, m], and how many products with J it took, [N].</summary>
    /// <param name="x">x of all instances, one after another.</param>
    /// <param name="f">f(x), likewise.</param>
    /// <param name="parameters">The family's parameters, likewise.</param>
    /// <param name="products">The most products.</param>
    public (double[] Directions, double[] Products) KrylovStep(double[] x, double[] f, double[][] parameters, int products)
    {
        LaneEngine<double> engine = _krylovSteps.GetOrAdd(products, n => Engine(R2N2.KrylovStep.Record(_family, n)));
        double[] directions = new double[x.Length];
        double[] counts = new double[x.Length / _family.StateSize];
        Run(engine, [x, f, .. parameters], [directions, counts]);
        return (directions, counts);
    }

    private static LaneEngine<double> Engine(RecordedFunction function) => new(LaneScheme.Once(function));

    private RecordedFunction RecordResidual()
    {
        (Expression x, Expression[] parameters) = Inputs();
        Expression f = _family.Evaluate(ExpressionReader.Instance, x, parameters);
        Expression norm = new ResidualNorm(_family.StateSize).Of(ExpressionReader.Instance, x, f);
        return new RecordedFunction(
            "residual", [x, .. parameters], [f, parameters.Length == 0 ? norm : norm + Conditions.Poison(parameters)]);
    }

    private RecordedFunction RecordColumns()
    {
        (Expression x, Expression[] parameters) = Inputs();
        Expression directions = Expression.Input("directions", Shape.Matrix(ColumnsAtOnce, _family.StateSize));
        Expression[] products = [.. Enumerable.Range(0, ColumnsAtOnce).Select(j =>
            _family.Differentiate(ExpressionReader.Instance, x, directions[j], parameters))];
        return new RecordedFunction("columns", [x, .. parameters, directions], [Expression.Stack(products)]);
    }

    private (Expression X, Expression[] Parameters) Inputs() =>
        (Expression.Input("x", Shape.Vector(_family.StateSize)), _family.RecordParameters());

    // On the caller's thread.
    private void Run(LaneEngine<double> engine, ReadOnlyMemory<double>[] inputs, Memory<double>[] outputs) => engine.Run(
        static (job, columns) =>
        {
            (job.Inputs, job.Numbers) = (columns.Inputs, columns.Outputs);
            job.Count = columns.Count;
        },
        (Inputs: inputs, Outputs: outputs, Count: inputs[0].Length / _family.StateSize),
        threads: 1);
}
