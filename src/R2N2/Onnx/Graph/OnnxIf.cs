namespace R2N2.Onnx;

/// <summary>Writes something that is done only where it is needed: an If.</summary>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxIf(OnnxBuilder builder)
{
    /// <summary>Computes values in one of two ways.</summary>
    /// <param name="label">What it is called.</param>
    /// <param name="condition">The name of a truth value without axes.</param>
    /// <param name="results">What is computed.</param>
    /// <param name="then">Writes the results where the condition holds.</param>
    /// <param name="otherwise">Writes them where it does not.</param>
    /// <returns>The names of the results.</returns>
    public string[] Write(string label, string condition, OnnxResult[] results, Func<string[]> then, Func<string[]> otherwise)
    {
        OnnxGraph home = builder.Home(condition);
        return builder.Add(
            home,
            "If",
            builder.Names.InScope(label),
            [condition],
            [.. results.Select(result => builder.Names.InScope($"{label}/{result.Label}"))],
            OnnxAttribute.Of("then_branch", Branch(home, label, "Where it is needed", results, then).Format),
            OnnxAttribute.Of("else_branch", Branch(home, $"no_{label}", "Where it is not needed", results, otherwise).Format));
    }

    private OnnxGraph Branch(OnnxGraph home, string name, string meaning, OnnxResult[] results, Func<string[]> write) =>
        builder.Names.Within(name, () => builder.Within(home, graph =>
        {
            graph.Format.Name = name;
            graph.Format.DocString = $"{meaning}: {string.Join(", ", results.Select(result => result.Label))}.";
            string[] values = write();
            for (int i = 0; i < results.Length; i++)
            {
                graph.Format.Output.Add(results[i].Declare(builder.Own(graph, values[i], results[i].Label)));
            }

            return graph;
        }));
}
