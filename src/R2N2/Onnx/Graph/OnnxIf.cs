namespace R2N2.Onnx;

/// <summary>Writes something that is done only where it is needed: an If.</summary>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxIf(OnnxBuilder builder)
{
    /// <summary>Replaces values if a condition holds.</summary>
    /// <param name="label">What it is called.</param>
    /// <param name="condition">The name of a truth value without axes.</param>
    /// <param name="values">The values; where the condition does not hold, they stay as they are.</param>
    /// <param name="replace">Writes what replaces them, in the same order.</param>
    /// <returns>The names of the results.</returns>
    public string[] Write(string label, string condition, OnnxVariable[] values, Func<string[]> replace)
    {
        OnnxGraph home = builder.Home(condition);
        string[] before = [.. values.Select(value => value.Start)];
        OnnxGraph then = Branch(home, label, "Replaces", values, replace);
        OnnxGraph otherwise = Branch(home, $"no_{label}", "Keeps", values, () => before);
        return builder.Add(
            home,
            "If",
            builder.Names.InScope(label),
            [condition],
            [.. values.Select(value => builder.Names.InScope($"{label}/{value.Label}"))],
            OnnxAttribute.Of("then_branch", then.Format),
            OnnxAttribute.Of("else_branch", otherwise.Format));
    }

    private OnnxGraph Branch(OnnxGraph home, string name, string meaning, OnnxVariable[] values, Func<string[]> write) =>
        builder.Names.Within(name, () => builder.Within(home, graph =>
        {
            graph.Format.Name = name;
            graph.Format.DocString = $"{meaning}: {string.Join(", ", values.Select(value => value.Label))}.";
            string[] results = write();
            for (int i = 0; i < results.Length; i++)
            {
                graph.Format.Output.Add(values[i].Declare(builder.Own(graph, results[i], values[i].Label)));
            }

            return graph;
        }));
}
