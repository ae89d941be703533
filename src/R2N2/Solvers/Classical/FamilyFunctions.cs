using System.Runtime.CompilerServices;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>f of a family and products with its derivative for batches of instances, by the vectorised engine; plans are made once a family.</summary>
internal sealed class FamilyFunctions
{
    // Columns of J that are computed together, so that they share f's intermediate values: not so many that they leave the cache.
    private const int MostColumns = 16;
    private const int MostNumbers = 1 << 14;

    private static readonly ConditionalWeakTable<EquationFamily, FamilyFunctions> _known = [];

    private readonly EquationFamily _family;
    private readonly Lazy<LaneEngine<double>> _residual;
    private readonly Lazy<LaneEngine<double>> _product;
    private readonly Lazy<LaneEngine<double>> _columns;

    private FamilyFunctions(EquationFamily family)
    {
        _family = family;
        int m = family.StateSize;
        int most = Math.Clamp(MostNumbers / m, 1, MostColumns);
        int groups = (m + most - 1) / most;
        ColumnsAtOnce = (m + groups - 1) / groups;
        _residual = new(() => Engine(RecordResidual()));
        _product = new(() => Engine(RecordProducts(1)));
        _columns = new(() => Engine(RecordProducts(ColumnsAtOnce)));
    }

    /// <summary>How many directions <see cref="Products"/> takes where it takes several.</summary>
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

    /// <summary>J(x)·d for one direction of every instance, or for several: as many as <see cref="ColumnsAtOnce"/>.</summary>
    /// <param name="x">x of all instances, one after another.</param>
    /// <param name="parameters">The family's parameters, likewise.</param>
    /// <param name="directions">d, [N, m], or [N, c, m].</param>
    /// <returns>The products, likewise.</returns>
    public double[] Products(double[] x, double[][] parameters, double[] directions)
    {
        double[] products = new double[directions.Length];
        Run((directions.Length == x.Length ? _product : _columns).Value, [x, .. parameters, directions], [products]);
        return products;
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

    private RecordedFunction RecordProducts(int count)
    {
        (Expression x, Expression[] parameters) = Inputs();
        Expression directions = Expression.Input("directions", Shape.Matrix(count, _family.StateSize));
        Expression[] products = [.. Enumerable.Range(0, count).Select(j =>
            _family.Differentiate(ExpressionReader.Instance, x, directions[j], parameters))];
        return new RecordedFunction("products", [x, .. parameters, directions], [Expression.Stack(products)]);
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
