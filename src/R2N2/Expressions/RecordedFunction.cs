namespace R2N2;

/// <summary>
/// A function recorded as an expression graph: named inputs, outputs, and everything between them in an order in
/// which each value exists before it is used. Any <see cref="IReader{T}"/> evaluates it.
/// </summary>
internal sealed class RecordedFunction
{
    private readonly Expression[] _schedule;
    private readonly int[][] _operands;
    private readonly int[] _outputs;

    /// <summary>Collects the graph between inputs and outputs.</summary>
    /// <param name="name">The function's name, as it appears in exported files.</param>
    /// <param name="inputs">The inputs, in the order in which <see cref="Evaluate{T}"/> takes them.</param>
    /// <param name="outputs">The results.</param>
    /// <exception cref="ArgumentException">An output depends on an input that is not listed, or an input is computed.</exception>
    public RecordedFunction(string name, IReadOnlyList<Expression> inputs, IReadOnlyList<Expression> outputs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        Name = name;
        Inputs = [.. inputs];
        Outputs = [.. outputs];

        Dictionary<Expression, int> slots = [];
        foreach (Expression input in Inputs)
        {
            if (input.Primitive != Primitive.Input || !slots.TryAdd(input, slots.Count))
            {
                throw new ArgumentException(
                    $"'{input}' cannot be an input of {name}: inputs are distinct nodes made by Expression.Input.", nameof(inputs));
            }
        }

        (_schedule, _operands) = Schedule(slots);
        _outputs = [.. Outputs.Select(output => slots[output])];
    }

    /// <summary>The function's name.</summary>
    public string Name { get; }

    /// <summary>The part of a computation that reading it is, by the name that exported nodes carry; empty for none.</summary>
    internal string Scope { get; init; } = "";

    /// <summary>The inputs, in order.</summary>
    public IReadOnlyList<Expression> Inputs { get; }

    /// <summary>The outputs, in order.</summary>
    public IReadOnlyList<Expression> Outputs { get; }

    /// <summary>What is computed, in order, each with the slots of its operands. The inputs have the first slots, then every step its own.</summary>
    internal IEnumerable<(Expression Node, int[] Operands)> Steps => _schedule.Zip(_operands);

    /// <summary>The slots of the outputs.</summary>
    internal IReadOnlyList<int> OutputSlots => _outputs;

    /// <summary>Computes the outputs with one engine.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="inputs">One value per input: its instance shape, behind any batch axes.</param>
    /// <typeparam name="T">What the engine calls a tensor.</typeparam>
    /// <returns>One value per output.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of the inputs.</exception>
    public T[] Evaluate<T>(IReader<T> reader, params ReadOnlySpan<T> inputs)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (inputs.Length != Inputs.Count)
        {
            throw new ArgumentException(
                $"{Name} got {inputs.Length} values; it has {Inputs.Count} inputs: {string.Join(", ", Inputs)}.", nameof(inputs));
        }

        var values = new T[inputs.Length + _schedule.Length];
        inputs.CopyTo(values);
        using ExpressionScope.Entry own = ExpressionScope.Enter(Scope);
        for (int i = 0; i < _schedule.Length; i++)
        {
            using ExpressionScope.Entry part = ExpressionScope.EnterPath(_schedule[i].Scope);
            values[inputs.Length + i] = PrimitiveDispatch.Apply(reader, _schedule[i], values, _operands[i]);
        }

        return [.. _outputs.Select(slot => values[slot])];
    }

    private (Expression[] Nodes, int[][] Operands) Schedule(Dictionary<Expression, int> slots)
    {
        List<Expression> nodes = [];
        List<int[]> operands = [];
        CommonSubexpressions common = new();
        foreach (Expression node in Reachable(Outputs).Where(node => !slots.ContainsKey(node)).OrderBy(node => node.Order))
        {
            if (node.Primitive == Primitive.Input)
            {
                throw new ArgumentException(
                    $"{Name} uses the input '{node}', which is not among its inputs ({string.Join(", ", Inputs)}). "
                    + "Use only the arguments that the function is given.");
            }

            int[] from = [.. node.Operands.Select(operand => slots[operand])];
            int next = Inputs.Count + nodes.Count;
            int slot = common.Unify(node, from, next);
            slots.Add(node, slot);
            if (slot == next)
            {
                nodes.Add(node);
                operands.Add(from);
            }
        }

        return ([.. nodes], [.. operands]);
    }

    /// <summary>Whether any output is computed from an input.</summary>
    internal bool DependsOn(Expression input) => Reachable(Outputs).Contains(input);

    // Iterative, since a recorded rollout can be deeper than the stack.
    private static HashSet<Expression> Reachable(IEnumerable<Expression> outputs)
    {
        HashSet<Expression> reached = [];
        Stack<Expression> pending = new(outputs);
        while (pending.TryPop(out Expression? node))
        {
            if (reached.Add(node))
            {
                foreach (Expression operand in node.Operands)
                {
                    pending.Push(operand);
                }
            }
        }

        return reached;
    }
}
