using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>The parts of a solver's graph that both kinds of iteration are made of: f, the outer iteration, norms.</summary>
internal sealed class SolverParts
{
    private readonly EquationFamily _family;
    private readonly OuterIteration _iteration;
    private readonly OnnxValue[] _parameters;
    private readonly OnnxValue[] _coefficients;
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
        _iteration = new OuterIteration(network.Family, network.Superstructure);
        _parameters = parameters;
        _example = example;
        string[] names = [.. CoefficientTable.Names(network.Superstructure.InnerIterations)];
        string[] meanings = [.. CoefficientTable.Meanings(network.Superstructure.InnerIterations)];
        double[] values = network.Coefficients.Values.ToArray();
        _coefficients = [.. names.Select((name, i) =>
            new OnnxValue(builder.Constants.Named(name, values[i], meanings[i]), Shape.Scalar, BatchAxes.None))];
        Infinity = builder.Constants.Float([double.PositiveInfinity], Shape.Scalar);
    }

    private SolverParts(SolverParts all, OnnxRows rows)
    {
        Builder = all.Builder;
        Reader = all.Reader;
        Infinity = all.Infinity;
        _family = all._family;
        _iteration = all._iteration;
        _coefficients = all._coefficients;
        _parameters = [.. all._parameters.Select(rows.Take)];
        _example = rows.Take(all._example);
    }

    /// <summary>Where the nodes go.</summary>
    public OnnxBuilder Builder { get; }

    /// <summary>Reads expressions into the graph.</summary>
    public OnnxReader Reader { get; }

    /// <summary>The element type of x and f.</summary>
    public TensorProto.Types.DataType FloatType => Builder.Constants.FloatType;

    /// <summary>The batch axis.</summary>
    public BatchAxes Batch => _example.Batch;

    private string Infinity { get; }

    /// <summary>f(x), with the axes of x.</summary>
    public OnnxValue Residual(OnnxValue x) =>
        Reader.Complete(_family.Evaluate(Reader, x, _parameters), x);

    /// <summary>x_{k+1} from x_k and f(x_k).</summary>
    public OnnxValue Step(OnnxValue x, OnnxValue f) => Builder.Names.Within("step", () =>
        _iteration.Step(Reader, x, f, _parameters, _coefficients).Next);

    /// <summary>The same parts for some instances.</summary>
    public SolverParts Of(OnnxRows rows) => new(this, rows);

    /// <summary>The best point of several, as recorded by <see cref="SafeguardSteps"/>.</summary>
    /// <param name="step">The recorded step.</param>
    /// <param name="now">Where the step begins.</param>
    /// <param name="other">The best other point so far.</param>
    public SolverPoint Best(RecordedFunction step, SolverPoint now, SolverPoint other)
    {
        OnnxValue[] inputs =
        [
            now.X, now.F, Number(now.Norm), other.X, other.F, Number(other.Norm), .. _parameters, .. _coefficients,
        ];
        OnnxValue[] best = step.Evaluate<OnnxValue>(Reader, inputs.AsSpan(0, step.Inputs.Count));
        return new SolverPoint(
            Reader.Complete(best[0], now.X), Reader.Complete(best[1], now.X), Reader.Complete(best[2], now.X).Name);
    }

    /// <summary>‖f‖₂ of every instance, [N].</summary>
    public string Norm(OnnxValue f) => Reader.Norm(f, f.Shape).Name;

    /// <summary>0 for every instance whose numbers are finite, NaN for the others, [N].</summary>
    public string Poison(OnnxValue value)
    {
        // x - x is NaN for NaN and for infinity; a sum of finite numbers, in contrast, may overflow.
        string difference = Builder.Emit("Sub", [value.Name, value.Name]);
        long[] axes = [.. Enumerable.Range(value.Batch.Count, value.Shape.Rank).Select(axis => (long)axis)];
        return axes.Length == 0 ? difference : Builder.Sum(difference, axes);
    }

    /// <summary>Whether numbers are finite, given that they are not negative.</summary>
    public string IsFinite(string value) => Builder.Emit("Less", [value, Infinity]);

    /// <summary>Whether a truth value [N] holds for any instance.</summary>
    public string Any(string truth)
    {
        string count = Builder.Emit("ReduceSum", [AsInteger(truth)], OnnxAttribute.Of("keepdims", 0));
        return Builder.Emit("Greater", [count, Builder.Constants.Integer(0)]);
    }

    /// <summary>1 for true, 0 for false.</summary>
    public string AsInteger(string truth) =>
        Builder.Emit("Cast", [truth], OnnxAttribute.Of("to", (long)TensorProto.Types.DataType.Int64));

    /// <summary>Floating-point numbers of every instance that an iteration carries along.</summary>
    /// <param name="label">What they are called.</param>
    /// <param name="start">The name of the value they start with.</param>
    /// <param name="shape">Their shape per instance.</param>
    public OnnxVariable Float(string label, string start, Shape shape) => new(label, FloatType, shape, Batch, start);

    /// <summary>A single number for every instance, [N].</summary>
    public string Everywhere(string scalar) =>
        Reader.Complete(new OnnxValue(scalar, Shape.Scalar, BatchAxes.None), _example).Name;

    private OnnxValue Number(string name) => new(name, Shape.Scalar, Batch);
}
