using System.Globalization;

namespace R2N2.Onnx;

/// <summary>Hands out the names of nodes and values: readable, and each only once in a whole model.</summary>
internal sealed class OnnxNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);
    private string _scope = "";

    /// <summary>Takes a name that must be exactly this one.</summary>
    /// <exception cref="ArgumentException">Something else has the name.</exception>
    public void Reserve(string name)
    {
        if (!_taken.Add(name))
        {
            throw new ArgumentException($"Two values of the exported model would be called '{name}'; give one another name.");
        }
    }

    /// <summary>The name in the current scope, with a number behind it where it is taken.</summary>
    public string InScope(string name) => Unique(_scope + ExpressionScope.Current + name);

    /// <summary>The name outside all scopes, with a number behind it where it is taken.</summary>
    public string Unique(string name)
    {
        string candidate = name;
        while (!_taken.Add(candidate))
        {
            int next = _used.GetValueOrDefault(name, 1) + 1;
            _used[name] = next;
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name}_{next}");
        }

        return candidate;
    }

    /// <summary>Puts <c>name/</c> before the names that <paramref name="write"/> takes.</summary>
    public T Within<T>(string name, Func<T> write)
    {
        string outer = _scope;
        _scope = $"{outer}{name}/";
        try
        {
            return write();
        }
        finally
        {
            _scope = outer;
        }
    }
}
