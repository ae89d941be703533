using R2N2.Onnx;

namespace R2N2;

/// <summary>What every export decides, whatever is exported: the precision of the file, and its names.</summary>
public abstract record OnnxExportOptions
{
    private protected OnnxExportOptions()
    {
    }

    /// <summary>The floating-point type of the file; double precision by default.</summary>
    public OnnxPrecision Precision
    {
        get;
        init => field = Guard.Named(value);
    }

    /// <summary>
    /// What inputs are called in the file, by their names in the family; those without an entry keep their names. Whoever calls
    /// the file uses the new names, whoever calls <c>OnnxSolver</c> or <c>OnnxIntegrator</c> the family's. None by default.
    /// </summary>
    public IReadOnlyDictionary<string, string> InputNames
    {
        get;
        init => field = NameMap.Of(value, nameof(InputNames));
    }
    = NameMap.Empty;

    /// <summary>
    /// What outputs are called in the file, by the names of <see cref="SolverOutputs"/> or <see cref="IntegratorOutputs"/>. None
    /// are renamed by default.
    /// </summary>
    public IReadOnlyDictionary<string, string> OutputNames
    {
        get;
        init => field = NameMap.Of(value, nameof(OutputNames));
    }
    = NameMap.Empty;

    /// <summary><see cref="InputNames"/>.</summary>
    internal NameMap Inputs => (NameMap)InputNames;

    /// <summary><see cref="OutputNames"/>.</summary>
    internal NameMap Outputs => (NameMap)OutputNames;

    /// <summary>Refuses names for what a file does not have.</summary>
    /// <param name="inputs">The names of all its inputs.</param>
    /// <param name="outputs">The names of all its outputs.</param>
    /// <exception cref="ArgumentException">There is a name for another input or output.</exception>
    internal void RequireNames(IEnumerable<string> inputs, IEnumerable<string> outputs)
    {
        Inputs.Require(inputs, nameof(InputNames));
        Outputs.Require(outputs, nameof(OutputNames));
    }
}
