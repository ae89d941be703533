namespace R2N2.Benchmarks.Zoo;

/// <summary>Instances one after another: the parameters of each side by side, and its initial guess.</summary>
internal sealed class PlainInstances
{
    private readonly double[] _parameters;
    private readonly int _size;
    private readonly double[] _guesses;
    private readonly int _unknowns;

    /// <summary>Copies them.</summary>
    /// <param name="family">The family.</param>
    /// <param name="instances">Columns.</param>
    public PlainInstances(EquationFamily family, InstanceBatch instances)
    {
        Count = instances.Count;
        _unknowns = family.StateSize;
        _size = family.Parameters.Sum(parameter => parameter.Shape.Size);
        _parameters = new double[Count * _size];
        int offset = 0;
        foreach (Parameter parameter in family.Parameters)
        {
            int size = parameter.Shape.Size;
            for (int i = 0; i < Count; i++)
            {
                instances[parameter.Name].Span.Slice(i * size, size).CopyTo(_parameters.AsSpan((i * _size) + offset));
            }

            offset += size;
        }

        _guesses = family.InitialGuess.Name is string name
            ? instances[name].ToArray()
            : [.. Enumerable.Repeat(family.InitialGuess.Values(_unknowns), Count).SelectMany(values => values)];
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>The parameters of one.</summary>
    public ReadOnlySpan<double> Parameters(int instance) => _parameters.AsSpan(instance * _size, _size);

    /// <summary>The initial guess of one.</summary>
    public ReadOnlySpan<double> Guess(int instance) => _guesses.AsSpan(instance * _unknowns, _unknowns);
}
