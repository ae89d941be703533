using R2N2.Onnx;

namespace R2N2;

/// <summary>What an exported file says about itself, whatever it holds: a solver of equations or an integrator.</summary>
public abstract partial record ModelDescription
{
    /// <summary>Reads what every exported file says.</summary>
    /// <param name="file">The file.</param>
    /// <param name="inputs">What it takes, by the names of the family.</param>
    private protected ModelDescription(ExportedFile file, IReadOnlyList<ModelValue> inputs)
    {
        FamilyName = file.Entry(MetadataKeys.Family);
        StateSize = file.Count(MetadataKeys.StateSize);
        Inputs = [.. inputs.Where(input => input.Batch.Count > 0).Select(input => new Parameter(input.Name, input.Shape))];
        TrainingLoss = file.Number(MetadataKeys.TrainingLoss);
        LibraryVersion = file.Entry(MetadataKeys.LibraryVersion);
    }

    /// <summary>The name of the problem family.</summary>
    public string FamilyName { get; }

    /// <summary>The number of unknowns, or of states, of one instance, m.</summary>
    public int StateSize { get; }

    /// <summary>The inputs with a batch axis, in the order of the file, by the names of the family, with their shapes per instance.</summary>
    public IReadOnlyList<Parameter> Inputs { get; }

    /// <summary>The training loss of the coefficients; null where they were not trained.</summary>
    public double? TrainingLoss { get; }

    /// <summary>How it was exported.</summary>
    public abstract OnnxExportOptions Options { get; }

    /// <summary>The version of the library that wrote the file.</summary>
    public string LibraryVersion { get; }

    /// <summary>What the file returns, in its order.</summary>
    internal abstract IReadOnlyList<ModelValue> Outputs { get; }

    /// <summary>What refuses inputs that hold what they must not; any numbers will do here.</summary>
    internal virtual InputCheck CreateCheck() => (_, _, _, _) => { };
}
