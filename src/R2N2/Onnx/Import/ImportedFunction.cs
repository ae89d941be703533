using R2N2.Onnx;

namespace R2N2;

/// <summary>A function read from an ONNX file that was exported elsewhere; made by <see cref="ProblemFamily.FromOnnx(string, string?)"/>.</summary>
public sealed class ImportedFunction
{
    private readonly RecordedFunction _function;
    private readonly string _source;

    private ImportedFunction(RecordedFunction function, string source)
    {
        _function = function;
        _source = source;
        Inputs = [.. function.Inputs.Select(input => new Parameter(input.Name!, input.Shape))];
    }

    /// <summary>The name: that of the file, or of the graph where there is no file.</summary>
    public string Name => _function.Name;

    /// <summary>The inputs with their shapes per instance, in the order of the file; of more than two axes, all are joined into one.</summary>
    public IReadOnlyList<Parameter> Inputs { get; }

    /// <summary>The number of elements of the output per instance.</summary>
    public int OutputSize => _function.Outputs[0].Shape.Size;

    /// <summary>The function as f of equations f(x; p) = 0. The inputs besides the unknowns become parameters, under their names.</summary>
    /// <param name="initialGuess">Where the iteration starts; given per instance as <c>X0</c> if null.</param>
    /// <param name="unknowns">The input that is x; the first if null. Its elements, in row-major order, are the unknowns.</param>
    /// <param name="name">The family's name; <see cref="Name"/> if null.</param>
    /// <exception cref="ArgumentException">There is no such input, or the initial guess has another number of unknowns.</exception>
    /// <exception cref="OnnxFormatException">The function does not return as many numbers as there are unknowns, or does without them.</exception>
    public EquationFamily Equations(InitialGuess? initialGuess = null, string? unknowns = null, string? name = null)
    {
        InitialGuess guess = initialGuess ?? InitialGuess.Given();
        Parameter x = Find(unknowns, nameof(unknowns));
        Parameter[] parameters = [.. Inputs.Where(input => input != x)];
        guess.Require(x.Shape.Size);
        return Refused(() => new EquationFamily(
            name ?? Name,
            x.Shape.Size,
            parameters,
            (state, p) => Evaluate(state, input => input == x ? state : p[input.Name]),
            guess));
    }

    /// <summary>The function as f of initial-value problems y' = f(t, y; p). The other inputs become parameters, under their names.</summary>
    /// <param name="state">
    /// The input that is y; its elements, in row-major order, are the states. If null, the one input of as many elements as the
    /// function returns, other than the time.
    /// </param>
    /// <param name="time">
    /// The input that is t, a single number per instance. If null, the one besides the state that is called <c>t</c> or
    /// <c>time</c>, in any case; if empty, none.
    /// </param>
    /// <param name="name">The family's name; <see cref="Name"/> if null.</param>
    /// <exception cref="ArgumentException">There is no such input, or time and state are the same.</exception>
    /// <exception cref="OnnxFormatException">
    /// The function does not return as many numbers as there are states, or nothing tells which input is the state or the time.
    /// </exception>
    public InitialValueFamily InitialValue(string? state = null, string? time = null, string? name = null)
    {
        Parameter? t = string.IsNullOrEmpty(time) ? null : Find(time, nameof(time));
        Parameter y = state is null ? DefaultState(t) : Find(state, nameof(state));
        t = time is null ? DefaultTime(y) : t;
        if (t is not null && (t == y || t.Shape.Size != 1))
        {
            throw new ArgumentException($"The time cannot be {t}: it is one number per instance, and not the state.", nameof(time));
        }

        Parameter[] parameters = [.. Inputs.Where(input => input != y && input != t)];
        return Refused(() => new InitialValueFamily(
            name ?? Name,
            y.Shape.Size,
            parameters,
            (now, states, p) => Evaluate(states, input => input == y ? states : input == t ? now : p[input.Name])));
    }

    /// <summary>Reads a function.</summary>
    internal static ImportedFunction Read(OnnxFile file, string? name, string? output) =>
        new(OnnxImport.Read(file, name, output), file.Source);

    private static bool IsCalledTime(Parameter input) => input.Shape.Size == 1
        && (input.Name.Equals("t", StringComparison.OrdinalIgnoreCase) || input.Name.Equals("time", StringComparison.OrdinalIgnoreCase));

    private Parameter DefaultState(Parameter? time)
    {
        Parameter[] fitting = [.. Inputs.Where(input => input != time && input.Shape.Size == OutputSize)];
        Parameter[] named = [.. fitting.Where(input => !IsCalledTime(input))];
        return named.Length == 1 ? named[0]
            : fitting.Length == 1 ? fitting[0]
            : throw Unclear("state", fitting.Length == 0 ? $"none of the inputs has {OutputSize}" : $"several inputs have {OutputSize}");
    }

    private Parameter? DefaultTime(Parameter state)
    {
        Parameter[] named = [.. Inputs.Where(input => input != state && IsCalledTime(input))];
        return named.Length > 1 ? throw Unclear("time", "several inputs are called t or time") : named.FirstOrDefault();
    }

    private OnnxFormatException Unclear(string role, string why) => new(
        $"{_source} returns {OutputSize} numbers, and {why}: {string.Join(", ", Inputs)}. "
        + $"Name the one that is the {role}: InitialValue({role}: \"…\").");

    private Parameter Find(string? name, string argument) => Inputs.Count == 0
        ? throw new OnnxFormatException($"{_source} cannot be f: it has no inputs.")
        : name is null ? Inputs[0]
        : Inputs.FirstOrDefault(input => input.Name == name) ?? throw new ArgumentException(
            $"{_source} has no input '{name}'; it has {string.Join(", ", Inputs)}.", argument);

    // The family gives vectors; the function takes what the file declares.
    private Expression Evaluate(Expression state, Func<Parameter, Expression> value)
    {
        TensorLayout layout = new(new ImportBudget(_source, 0));
        Expression[] arguments = [.. Inputs.Select(input => layout.View(value(input), input.Shape))];
        Expression result = _function.Evaluate<Expression>(ExpressionReader.Instance, arguments)[0];
        return result.Shape.Size == state.Shape.Size
            ? layout.View(result, state.Shape)
            : throw new ArgumentException($"it returns {result.Shape.Size} numbers for {state.Shape.Size} unknowns or states; both must be as many.");
    }

    private T Refused<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException reason)
        {
            throw new OnnxFormatException($"{_source} cannot be f: {reason.Message}", reason);
        }
    }
}
