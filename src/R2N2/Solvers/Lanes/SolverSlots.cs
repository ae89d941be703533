using R2N2.Onnx;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>What lanes hold of an equation's instances, and f over it.</summary>
internal sealed class SolverSlots
{
    private readonly R2N2Network _network;
    private readonly OuterIteration _iteration;
    private readonly IterationTables _tables;
    private readonly Expression[] _coefficients;

    /// <summary>Prepares a network.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="precision">The floating-point type.</param>
    public SolverSlots(R2N2Network network, OnnxPrecision precision)
    {
        _network = network;
        EquationFamily family = network.Family;
        Inputs = [.. family.Inputs.Select(input => new LaneSlot(input.Name, input.Shape, SlotKind.Input))];
        Parameters = [.. family.Parameters.Select(parameter => Inputs.Single(slot => slot.Name == parameter.Name))];
        Vector = Shape.Vector(family.StateSize);
        _iteration = new OuterIteration(family, network.Superstructure, precision.Resolution());
        _tables = new IterationTables(family, network.Superstructure);
        Kept = [.. _tables.KeptNames.Select(name => new LaneSlot(name, Shape.Scalar, SlotKind.Kept))];
        Memory = [.. OuterIteration.MemoryNames(network.Superstructure).Select(name => new LaneSlot(name, Vector, SlotKind.State))];
        _coefficients = [.. network.Coefficients.Values.ToArray().Select(Expression.FromDouble)];
    }

    /// <summary>The inputs, in the family's order.</summary>
    public LaneSlot[] Inputs { get; }

    /// <summary>Those that are parameters.</summary>
    public LaneSlot[] Parameters { get; }

    /// <summary>The shape of x and f.</summary>
    public Shape Vector { get; }

    /// <summary>What outer iterations remember.</summary>
    public LaneSlot[] Memory { get; }

    /// <summary>What an instance keeps: coefficients, where each has its own.</summary>
    public LaneSlot[] Kept { get; }

    /// <summary>What <see cref="Begin"/> makes.</summary>
    public LaneUse[] Begun => [.. Memory.Concat(Kept).Select(slot => slot.Next)];

    /// <summary>What <see cref="Step"/> takes, besides the point.</summary>
    public LaneUse[] StepUses => [.. Memory.Concat(Kept).Concat(Parameters).Select(slot => slot.Now)];

    /// <summary>The solver.</summary>
    public R2N2Network Network => _network;

    /// <summary>The parameters, as stages read them.</summary>
    public LaneUse[] ParameterUses => Array.ConvertAll(Parameters, parameter => parameter.Now);

    /// <summary>x₀, f there, and the norm: NaN where an input is not finite.</summary>
    /// <param name="inputs">The inputs.</param>
    public SolverPoint<Expression> Start(Expression[] inputs) => SolverPoints.Start(_network.Family, inputs);

    /// <summary>What the first outer iteration remembers, and what an instance keeps.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="inputs">The inputs.</param>
    public Expression[] Begin(SolverPoint<Expression> start, Expression[] inputs) =>
    [
        .. BeginMemory(start),
        .. _tables.Keep(ExpressionReader.Instance, inputs[^Parameters.Length..], _coefficients),
    ];

    /// <summary>What an instance remembers that begins at a point.</summary>
    /// <param name="start">The point.</param>
    public Expression[] BeginMemory(SolverPoint<Expression> start) => _iteration.Begin(start.X, start.F);

    /// <summary>One outer iteration.</summary>
    /// <param name="number">The number of those before it.</param>
    /// <param name="x">x.</param>
    /// <param name="f">f(x).</param>
    /// <param name="others">The values of <see cref="StepUses"/>.</param>
    /// <returns>Where it leads, and how it did.</returns>
    public (SolverPoint<Expression> Point, OuterStep<Expression> Step) Step(
        Expression number, Expression x, Expression f, Expression[] others)
    {
        Expression[] memory = others[..Memory.Length];
        Expression[] kept = others[Memory.Length..^Parameters.Length];
        Expression[] parameters = others[^Parameters.Length..];
        ExpressionReader reader = ExpressionReader.Instance;
        OuterStep<Expression> step = _iteration.Step(
            reader, x, f, memory, parameters, _tables.Theta(reader, () => number, kept, _coefficients));
        return (SolverPoints.Of(_network.Family, step.Next, parameters), step);
    }
}
