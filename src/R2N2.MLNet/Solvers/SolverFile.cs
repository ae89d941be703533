using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>An exported solver as pipelines see it: what goes in, what comes out, and how it is opened.</summary>
internal sealed class SolverFile
{
    private readonly Func<OnnxSolverOptions, IBlockSource> _open;

    private SolverFile(byte[] model, SolverDescription description)
    {
        Model = model;
        FamilyName = description.FamilyName;
        Inputs = description.Inputs;
        Outputs = EquationBlocks.Outputs(description);
        Role = name => InputRole.InEquations(name, description.InitialGuessName);
        _open = options => new EquationBlocks(OnnxSolver.Load(model, options));
    }

    private SolverFile(byte[] model, IntegratorDescription description)
    {
        Model = model;
        FamilyName = description.FamilyName;
        Inputs = description.Inputs;
        Outputs = IntegratorBlocks.Outputs(description);
        Role = InputRole.InIntegrators;
        _open = options => new IntegratorBlocks(OnnxIntegrator.Load(model, options));
    }

    /// <summary>The bytes.</summary>
    public byte[] Model { get; }

    /// <summary>The name of the problem family.</summary>
    public string FamilyName { get; }

    /// <summary>What it reads of an instance, in order.</summary>
    public IReadOnlyList<Parameter> Inputs { get; }

    /// <summary>What it adds to an instance, in order.</summary>
    public IReadOnlyList<OutputColumn> Outputs { get; }

    /// <summary>What an input is, in words, by its name.</summary>
    public Func<string, string> Role { get; }

    /// <summary>Reads what a file says about itself.</summary>
    /// <param name="model">The bytes of an exported solver or integrator.</param>
    /// <param name="source">What they are, for messages.</param>
    /// <exception cref="OnnxFormatException">This library did not export them.</exception>
    /// <exception cref="ArgumentException">It is an integrator's rollout, which fits no column.</exception>
    public static SolverFile Read(byte[] model, string source)
    {
        var metadata = MetadataReader.Of(model, source);
        return metadata.Has(IntegratorMetadata.Form)
            ? new SolverFile(model, IntegratorMetadata.Read(metadata))
            : new SolverFile(model, SolverDescriptionReader.Read(model, source));
    }

    /// <summary>Opens it.</summary>
    /// <param name="options">What computes.</param>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    public IBlockSource Open(OnnxSolverOptions options) => _open(options);
}
