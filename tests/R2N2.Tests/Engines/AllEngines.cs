namespace R2N2.Tests.Engines;

/// <summary>Every reader under test. A new one is one line here.</summary>
internal static class AllEngines
{
    private static readonly Dictionary<string, Func<IEngine>> _makers = new()
    {
        ["plain"] = () => PlainEngine.Instance,
        ["rebuild"] = () => new RebuildEngine(PlainEngine.Instance),
        ["torch"] = () => new TorchEngine(),
        ["rebuild, then torch"] = () => new RebuildEngine(new TorchEngine()),
        ["onnx"] = () => new OnnxEngine(),
        ["vectorised"] = () => new VectorisedEngine(),
    };

    public static IEnumerable<string> Names => _makers.Keys;

    public static IEngine Get(string name) => _makers[name]();

    /// <summary>Every engine with every name.</summary>
    public static TheoryData<string, string> With(IEnumerable<string> names)
    {
        TheoryData<string, string> data = [];
        foreach (string engine in Names)
        {
            foreach (string name in names)
            {
                data.Add(engine, name);
            }
        }

        return data;
    }
}
