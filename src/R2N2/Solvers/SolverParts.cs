using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>The parts of a solver's graph that both kinds of iteration are made of: f, the outer iteration, norms.</summary>
internal sealed class SolverParts
{
    private readonly EquationFamily _family;
    private readonly OuterIteration _iteration;
    private readonly IterationTables _tables;
    private readonly ResidualNorm _norm;
    private readonly OnnxValue[] _parameters;
    private readonly OnnxValue[] _coefficients;
    private readonly string[] _memoryNames;
    private readonly OnnxValue _example;

    /// <summary>Prepares the parts.</summary>
    /// <param name="builder">Where the nodes go.</param>
    /// <param name="network">The solver.</param>
    /// <param name="parameters">The family's parameters as inputs of the graph.</param>
    /// <param name="example">Any input of the graph: it tells the number of instances.</param>
    public SolverParts(OnnxBuilder builder, R2N2Network network, OnnxValue[] parameters, OnnxValue example)
    {
        Builder = builder;
        Reader = new OnnxReader(builder);
        _family = network.Family;
        _iteration = new OuterIteration(network.Family, network.Superstructure, builder.Resolution);
        _tables = new IterationTables(network.Family, network.Superstructure);
        _norm = new ResidualNorm(network.Family.StateSize);
        _parameters = parameters;
        _example = example;
        double[] values = network.Coefficients.Values.ToArray();
        string[] meanings = [.. CoefficientTable.AllMeanings(network.Superstructure)];
        _coefficients = [.. CoefficientTable.AllNames(network.Superstructure).Select((name, i) => Number(name, values[i], meanings[i]))];
        _memoryNames = [.. OuterIteration.MemoryNames(network.Superstructure)];
    }

    private SolverParts(SolverParts all, OnnxRows rows)
    {
        Builder = all.Builder;
        Reader = all.Reader;
        _family = all._family;
        _iteration = all._iteration;
        _tables = all._tables;
        _norm = all._norm;
        _coefficients = all._coefficients;
        _memoryNames = all._memoryNames;
        _parameters = [.. all._parameters.Select(rows.Take)];
        _example = rows.Take(all._example);
    }

    /// <summary>Where the nodes go.</summary>
    public OnnxBuilder Builder { get; }

    /// <summary>Reads expressions into the graph.</summary>
    public OnnxReader Reader { get; }

    /// <summary>The element type of x and f.</summary>
    public TensorProto.Types.DataType FloatType => Builder.Constants.FloatType;

    /// <summary>The family's parameters.</summary>
    public IReadOnlyList<OnnxValue> Parameters => _parameters;

    /// <summary>The batch axis.</summary>
    public BatchAxes Batch => _example.Batch;

    /// <summary>f(x), with the axes of x.</summary>
    public OnnxValue Residual(OnnxValue x) => Reader.Complete(_family.Evaluate(Reader, x, _parameters), x);

    /// <summary>J(x)·d, with the axes of d.</summary>
    public OnnxValue Differentiate(OnnxValue x, OnnxValue direction) =>
        Reader.Complete(_family.Differentiate(Reader, x, direction, _parameters), direction);

    /// <summary>‖f‖₂ of every instance, NaN where x is not finite.</summary>
    public OnnxValue Norm(OnnxValue x, OnnxValue f) => _norm.Of(Reader, x, f);

    /// <summary>The same where that is an ordinary number, for less; <see cref="OnnxProducts.QuickNorm"/> says what it is elsewhere.</summary>
    public OnnxValue QuickNorm(OnnxValue x, OnnxValue f) => Reader.QuickNorm(x, f);

    /// <summary>The norm, by an If with care for its size only where any instance needs it.</summary>
    /// <param name="x">x.</param>
    /// <param name="f">f(x).</param>
    /// <param name="byBranch">Whether there may be an If.</param>
    public OnnxValue Norm(OnnxValue x, OnnxValue f, bool byBranch)
    {
        if (!byBranch)
        {
            return Norm(x, f);
        }

        OnnxValue quick = QuickNorm(x, f);
        OnnxValue Number(double value) => Reader.Constant([value], Shape.Scalar);
        OnnxValue isExtreme = Reader.SelectLess(
            Reader.SmallestQuickNorm, quick, Reader.SelectLess(quick, Number(double.PositiveInfinity), Number(0), Number(1)), Number(1));
        string[] norm = new OnnxIf(Builder).Write(
            "extreme",
            Builder.Any(Reader.Truth(isExtreme)),
            [new OnnxResult("norm", FloatType, Shape.Scalar, Batch)],
            () => [Norm(x, f).Name],
            () => [quick.Name]);
        return quick with { Name = norm[0] };
    }

    /// <summary>What an iteration carries along for outer iterations to remember.</summary>
    public OnnxVariable[] BeginMemory(SolverPoint<OnnxValue> start) =>
        [.. Begin(start).Zip(_memoryNames, (value, name) => OnnxVariable.Of(Builder, name, value))];

    /// <summary>What an instance remembers that begins at a point.</summary>
    public OnnxValue[] Begin(SolverPoint<OnnxValue> start) => Array.ConvertAll(_iteration.Begin(start.X, start.F), Complete);

    /// <summary>What every outer iteration takes.</summary>
    public OnnxValue[] Keep() => _tables.Keep(Reader, _parameters, _coefficients);

    /// <summary>An outer iteration, with all axes.</summary>
    /// <param name="number">The name of the number of those before it.</param>
    /// <param name="x">x_k.</param>
    /// <param name="f">f(x_k).</param>
    /// <param name="memory">What is remembered.</param>
    /// <param name="kept">What <see cref="Keep"/> returned.</param>
    public OuterStep<OnnxValue> Step(string number, OnnxValue x, OnnxValue f, OnnxValue[] memory, OnnxValue[] kept) => Builder.Names.Within("step", () =>
    {
        IReadOnlyList<OnnxValue> theta = _tables.Theta(Reader, () => Builder.AsNumber(number), kept, _coefficients);
        OuterStep<OnnxValue> step = _iteration.Step(Reader, x, f, memory, _parameters, theta);
        return new OuterStep<OnnxValue>(Complete(step.Next), Array.ConvertAll(step.Memory, Complete), Array.ConvertAll(step.Vectors, Complete));
    });

    /// <summary>The same parts for some instances.</summary>
    public SolverParts Of(OnnxRows rows) => new(this, rows);

    /// <summary>0 for every instance whose numbers are finite, NaN for the others.</summary>
    public OnnxValue Poison(IEnumerable<OnnxValue> values)
    {
        OnnxValue[] given = [.. values];
        return Complete(Conditions.Poison(Reader, given, Array.ConvertAll(given, value => value.Shape)));
    }

    /// <summary>A value with all axes.</summary>
    public OnnxValue Complete(OnnxValue value) => Reader.Complete(value, _example);

    /// <summary>A single number under a name of its own.</summary>
    public OnnxValue Number(string name, double value, string meaning) =>
        new(Builder.Constants.Named(name, value, meaning), Shape.Scalar, BatchAxes.None);
}
