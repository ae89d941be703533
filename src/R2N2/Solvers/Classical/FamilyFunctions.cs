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

    // Beyond, J as one matrix, with what it is made of, takes too much memory.
    private const int MostForMatrix = 2048;

    private static readonly ConditionalWeakTable<EquationFamily, FamilyFunctions> _known = [];

    private readonly EquationFamily _family;
    private readonly int _width;
    private readonly Lazy<LaneEngine<double>> _start;
    private readonly Lazy<LaneEngine<double>> _residual;
    private readonly Lazy<LaneEngine<double>> _newton;
    private readonly Lazy<LaneEngine<double>> _matrix;
    private readonly Lazy<LaneEngine<double>[]> _columns;
    private readonly ConcurrentDictionary<int, LaneEngine<double>> _newtonGmres = [];

    private FamilyFunctions(EquationFamily family)
    {
        _family = family;
        _width = Math.Clamp(MostNumbers / family.StateSize, 1, MostColumns);
        _start = new(() => Engine(family.Guess!));
        _residual = new(() => Engine(RecordResidual()));
        _newton = new(() => new LaneEngine<double>(ClassicalScheme.Of(
            family, (x, f, parameters) => (-Expression.Solve(family.Jacobian(x, parameters), f), family.StateSize))));
        _matrix = new(() => Engine(RecordMatrix()));
        _columns = new(() => [.. Enumerable.Range(0, (family.StateSize + _width - 1) / _width).Select(group => Engine(RecordColumns(group * _width)))]);
    }

    /// <summary>Newton's method; for few unknowns, since J is one function.</summary>
    public LaneEngine<double> Newton => _newton.Value;

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

    /// <summary>Newton's method with GMRES.</summary>
    /// <param name="products">The most products with J in a step.</param>
    public LaneEngine<double> NewtonGmres(int products) => _newtonGmres.GetOrAdd(products, n =>
    {
        RecordedFunction record = KrylovStep.Record(_family, n);
        return new LaneEngine<double>(ClassicalScheme.Of(_family, (x, f, parameters) =>
        {
            Expression[] step = record.Evaluate(ExpressionReader.Instance, [x, f, .. parameters]);
            return (step[0], step[1]);
        }));
    });

    /// <summary>f(x), [N, m], and its norms ‖f(x)‖₂, [N]: NaN where x or a parameter is not finite.</summary>
    /// <param name="x">x of all instances, one after another.</param>
    /// <param name="parameters">The family's parameters, likewise.</param>
    public (double[] F, double[] Norms) Residual(double[] x, double[][] parameters)
    {
        double[] f = new double[x.Length];
        double[] norms = new double[x.Length / _family.StateSize];
        Run(_residual.Value, [x, .. parameters], [f, norms], norms.Length);
        return (f, norms);
    }

    /// <summary>J(x) of an instance, column by column.</summary>
    /// <param name="x">x.</param>
    /// <param name="parameters">The family's parameters.</param>
    /// <param name="jacobian">Receives it, m × m numbers.</param>
    public void Jacobian(double[] x, double[][] parameters, Memory<double> jacobian)
    {
        int m = _family.StateSize;
        if (m <= MostForMatrix)
        {
            Run(_matrix.Value, [x, .. parameters], [jacobian], 1);
            return;
        }

        for (int first = 0; first < m; first += _width)
        {
            int size = Math.Min(_width, m - first) * m;
            Run(_columns.Value[first / _width], [x, .. parameters], [jacobian.Slice(first * m, size)], 1);
        }
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
        SolverPoint<Expression> point = SolverPoints.Of(_family, x, parameters);
        return new RecordedFunction(
            "residual", [x, .. parameters], [point.F, parameters.Length == 0 ? point.Norm : point.Norm + Conditions.Poison(parameters)]);
    }

    private RecordedFunction RecordMatrix()
    {
        (Expression x, Expression[] parameters) = Inputs();
        return new RecordedFunction("jacobian", [x, .. parameters], [Expression.Transpose(_family.JacobianAsMatrix(x, parameters))]);
    }

    private RecordedFunction RecordColumns(int first)
    {
        (Expression x, Expression[] parameters) = Inputs();
        Expression[] columns = _family.JacobianColumns(x, parameters, first, Math.Min(_width, _family.StateSize - first));
        return new RecordedFunction("columns", [x, .. parameters], [Expression.Stack(columns)]);
    }

    private (Expression X, Expression[] Parameters) Inputs() =>
        (Expression.Input("x", Shape.Vector(_family.StateSize)), _family.RecordParameters());
}
