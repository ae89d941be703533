namespace R2N2.Onnx;

/// <summary>The values of single numbers that a model holds, and of what is computed from them alone.</summary>
/// <remarks>
/// ONNX Runtime's optimiser takes x + 0, x - 0, x · 1 and x / 1 out, but looks at the constant in single precision (seen up to
/// version 1.31): a factor within 6e-8 of 1 and an addend below 7e-46 vanish. Coefficients may be such numbers.
/// </remarks>
internal sealed class KnownNumbers
{
    /// <summary>The smallest number of full precision in single precision.</summary>
    private const double SmallestSingle = 1.1754943508222875e-38;

    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);

    /// <summary>Remembers a constant.</summary>
    public void Add(string name, double value) => _values[name] = value;

    /// <summary>Whether a value is known.</summary>
    public bool Contains(string name) => _values.ContainsKey(name);

    /// <summary>Remembers the result of a node where it is computed from known numbers alone.</summary>
    public void AddResult(string name, string operation, string[] inputs)
    {
        double[] known = [.. inputs.Where(_values.ContainsKey).Select(input => _values[input])];
        if (known.Length == inputs.Length && Compute(operation, known) is { } value)
        {
            _values[name] = value;
        }
    }

    /// <summary>Whether the optimiser would mistake a node for one that leaves its other input as it is.</summary>
    public bool LooksNeutral(string operation, string[] inputs) => operation switch
    {
        "Add" => IsAlmost(0, inputs[0], inputs[1]) || IsAlmost(0, inputs[1], inputs[0]),
        "Sub" => IsAlmost(0, inputs[1], inputs[0]),
        "Mul" => IsAlmost(1, inputs[0], inputs[1]) || IsAlmost(1, inputs[1], inputs[0]),
        "Div" => IsAlmost(1, inputs[1], inputs[0]),
        _ => false,
    };

    private static double? Compute(string operation, double[] x) => operation switch
    {
        "Add" or "Sum" => x[0] + x[1],
        "Sub" => x[0] - x[1],
        "Mul" => x[0] * x[1],
        "Div" => x[0] / x[1],
        "Neg" => -x[0],
        "Min" => Math.Min(x[0], x[1]),
        "Max" => Math.Max(x[0], x[1]),
        _ => null,
    };

    // Beside another constant nothing is taken out, but the result computed.
    private bool IsAlmost(double neutral, string constant, string other) =>
        _values.TryGetValue(constant, out double value)
        && !_values.ContainsKey(other)
        && value != neutral
        && Math.Abs((float)value - neutral) < SmallestSingle;
}
