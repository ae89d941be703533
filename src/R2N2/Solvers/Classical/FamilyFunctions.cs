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
    private readonly int _width;
    private readonly Lazy<LaneEngine<double>> _start;
    private readonly Lazy<LaneEngine<double>> _residual;
    private readonly Lazy<LaneEngine<double>> _newtonStep;
    private readonly Lazy<LaneEngine<double>[]> _columns;
    private readonly ConcurrentDictionary<int, LaneEngine<double>> _krylovSteps = [];

    private FamilyFunctions(EquationFamily family)
    {
        _family = family;
        _width = Math.Clamp(MostNumbers / family.StateSize, 1, MostColumns);
        _start = new(() => Engine(family.Guess!));
        _residual = new(() => Engine(RecordResidual()));
        _newtonStep = new(() => Engine(RecordNewtonStep()));
        _columns = new(() => [.. Enumerable.Range(0, (family.StateSize + _width - 1) / _width).Select(group => Engine(RecordColumns(group * _width)))]);
    }

    /// <summary>The functions of a family.</summary>
    public static FamilyFunctions Of(EquationFamily family) => _known.GetValue(family, known => new FamilyFunctions(known));

    /// <summary>x₀, [N, m], of a family where it is computed.</summary>
    /// <param name="parameters">The family's parameters of all instances, one after another.</param>
    /// <param name="count">The number of instances, N.</param>
    public double[] Start(double[][] parameters, int count)
    {
        double[] x = new double[checked(count * _family.StateSize)];
        Run(_start.Value, Array.ConvertAll(parameters, values => (ReadOnlyMemory<double>)values), [x], count);
        return x;
    }

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

    /// <summary>J(x) of all instances, one after another, each column by column.</summary>
    /// <param name="x">x of all instances, one after another.</param>
    /// <param name="parameters">The family's parameters, likewise.</param>
    public double[] Jacobian(double[] x, double[][] parameters)
    {
        int m = _family.StateSize;
        int count = x.Length / m;
        double[] jacobian = new double[checked(count * m * m)];
        for (int first = 0; first < m; first += _width)
        {
            int size = Math.Min(_width, m - first) * m;
            double[] columns = new double[count * size];
            Run(_columns.Value[first / _width], [x, .. parameters], [columns]);
            for (int i = 0; i < count; i++)
            {
                columns.AsSpan(i * size, size).CopyTo(jacobian.AsSpan(((i * m) + first) * m));
            }
        }

        return jacobian;
    }

    /// <summary>The step of Newton's method, -J(x)⁻¹ f(x), [N, m]; for few unknowns, since J is one function.</summary>
    /// <param name="x">x of all instances, one after another.</param>
    /// <param name="f">f(x), likewise.</param>
    /// <param name="parameters">The family's parameters, likewise.</param>
    public double[] NewtonStep(double[] x, double[] f, double[][] parameters)
    {
        double[] directions = new double[x.Length];
        Run(_newtonStep.Value, [x, f, .. parameters], [directions]);
        return directions;
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

    /// <summary>Computes a function for every instance, on the caller's thread.</summary>
    /// <param name="engine">The function.</param>
    /// <param name="inputs">Its inputs, of all instances, one after another.</param>
    /// <param name="outputs">Its outputs, likewise.</param>
    /// <param name="count">The number of instances.</param>
    public static void Run(LaneEngine<double> engine, ReadOnlyMemory<double>[] inputs, Memory<double>[] outputs, int count) => engine.Run(
        static (job, columns) =>
        {
            (job.Inputs, job.Numbers) = (columns.Inputs, columns.Outputs);
            job.Count = columns.Count;
        },
        (Inputs: inputs, Outputs: outputs, Count: count),
        threads: 1);

    private static LaneEngine<double> Engine(RecordedFunction function) => new(LaneScheme.Once(function));

    private RecordedFunction RecordResidual()
    {
        (Expression x, Expression[] parameters) = Inputs();
        Expression f = _family.Evaluate(ExpressionReader.Instance, x, parameters);
        Expression norm = new ResidualNorm(_family.StateSize).Of(ExpressionReader.Instance, x, f);
        return new RecordedFunction(
            "residual", [x, .. parameters], [f, parameters.Length == 0 ? norm : norm + Conditions.Poison(parameters)]);
    }

    private RecordedFunction RecordNewtonStep()
    {
        (Expression x, Expression[] parameters) = Inputs();
        Expression f = Expression.Input("f", x.Shape);
        return new RecordedFunction("Newton step", [x, f, .. parameters], [-Expression.Solve(_family.Jacobian(x, parameters), f)]);
    }

    private RecordedFunction RecordColumns(int first)
    {
        (Expression x, Expression[] parameters) = Inputs();
        Expression[] columns = _family.JacobianColumns(x, parameters, first, Math.Min(_width, _family.StateSize - first));
        return new RecordedFunction("columns", [x, .. parameters], [Expression.Stack(columns)]);
    }

    private (Expression X, Expression[] Parameters) Inputs() =>
        (Expression.Input("x", Shape.Vector(_family.StateSize)), _family.RecordParameters());

    private void Run(LaneEngine<double> engine, ReadOnlyMemory<double>[] inputs, Memory<double>[] outputs) =>
        Run(engine, inputs, outputs, inputs[0].Length / _family.StateSize);
}
