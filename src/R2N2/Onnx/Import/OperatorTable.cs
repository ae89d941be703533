using System.Collections.Frozen;

namespace R2N2.Onnx;

/// <summary>The operators that can be read as expressions.</summary>
internal static class OperatorTable
{
    private static readonly FrozenDictionary<string, Func<ImportNode, ImportedValue[]>> _operators = new[]
    {
        ElementwiseOperators.All,
        LogicOperators.All,
        ConstantOperators.All,
        ShapeOperators.All,
        ProductOperators.All,
    }
    .SelectMany(operators => operators)
    .Select(entry => (entry.Name, Read: new Func<ImportNode, ImportedValue[]>(node => [entry.Read(node)])))
    .Append(("Split", SplitOperator.Read))
    .ToFrozenDictionary(entry => entry.Item1, entry => entry.Item2, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> _remedies = new Dictionary<string, string>
    {
        ["Gelu"] = "in PyTorch export with operator set 17, which writes it with Erf or Tanh",
        ["Asinh"] = "write it with Log and Sqrt",
        ["Acosh"] = "write it with Log and Sqrt",
        ["Atanh"] = "write it with Log",
        ["Floor"] = "its derivative is 0 or missing everywhere",
        ["Ceil"] = "its derivative is 0 or missing everywhere",
        ["Round"] = "its derivative is 0 or missing everywhere",
        ["Dropout"] = "export the model in evaluation mode, in PyTorch after model.eval()",
        ["BatchNormalization"] = "export the model in evaluation mode with constant folding, so that it becomes part of a product",
        ["If"] = "f must be one expression without control flow; use Where",
        ["Loop"] = "f must be one expression without control flow; export a fixed number of turns written out",
        ["Scan"] = "f must be one expression without control flow; export a fixed number of turns written out",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads a node.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="domain">Who defines it; empty for ONNX itself.</param>
    /// <param name="node">Its operands and attributes.</param>
    /// <exception cref="ArgumentException">It cannot be read; the message says why, and what to do.</exception>
    public static ImportedValue[] Read(string operation, string domain, ImportNode node)
    {
        if (domain is not ("" or "ai.onnx"))
        {
            throw new ArgumentException($"belongs to the operators of '{domain}'; only those of ONNX itself can be read: {Supported}");
        }

        return _operators.TryGetValue(operation, out Func<ImportNode, ImportedValue[]>? read)
            ? read(node)
            : throw new ArgumentException($"cannot be read{(_remedies.TryGetValue(operation, out string? remedy) ? $": {remedy}" : "")}. {Supported}");
    }

    private static string Supported => $"Supported are {string.Join(", ", _operators.Keys.Order(StringComparer.Ordinal))}";
}
