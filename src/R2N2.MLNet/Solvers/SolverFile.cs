using System.Diagnostics;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>An exported solver as pipelines see it: what goes in, what comes out, and how it is opened.</summary>
internal sealed class SolverFile
{
    private SolverFile(ExportedFile exported, ModelDescription description)
    {
        Exported = exported;
        Description = description;
        Outputs = [.. BatchSignature.Of(description).Outputs.Select(output =>
            new OutputColumn(output.Name, output.Shape.Size, output.IsInteger, output.Shape.Dimensions.ToArray()))];
    }

    /// <summary>The file, open.</summary>
    public ExportedFile Exported { get; }

    /// <summary>What it says about itself.</summary>
    public ModelDescription Description { get; }

    /// <summary>The name of the problem family.</summary>
    public string FamilyName => Description.FamilyName;

    /// <summary>What it reads of an instance, in the order of the file, by the family's names.</summary>
    public IReadOnlyList<Parameter> Inputs => Description.Inputs;

    /// <summary>What it adds to an instance, in the order of the file.</summary>
    public IReadOnlyList<OutputColumn> Outputs { get; }

    /// <summary>Columns in double precision with the names in the file: what ML.NET's ApplyOnnxModel makes of it.</summary>
    public OnnxColumns ColumnsByName => new(
        [.. Inputs.Select(input => (OnnxColumn[])[new OnnxColumn(Description.Options.Inputs.For(input.Name), input.Shape.Size, IsSingle: false)])],
        [.. Outputs.Select(output => Description.Options.Outputs.For(output.Name))]);

    /// <summary>Opens what was exported here.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="source">What they are, for messages.</param>
    public static SolverFile Read(byte[] model, string source) => Of(ExportedFile.Open(model, source));

    /// <summary>Reads what an open file says about itself.</summary>
    /// <param name="exported">An exported solver or integrator.</param>
    /// <exception cref="OnnxFormatException">It is not an intact one.</exception>
    /// <exception cref="ArgumentException">It is an integrator's rollout, which fits no column.</exception>
    public static SolverFile Of(ExportedFile exported)
    {
        var description = ModelDescription.Of(exported);
        return description is IntegratorDescription { Options.Form: IntegratorForm.Rollout and var form }
            ? throw new ArgumentException(
                $"The integrator of the family '{description.FamilyName}' was exported as {form}, whose trajectories "
                + $"have no fixed length and fit no column. Export it as {IntegratorForm.Step} or {IntegratorForm.Adaptive}.")
            : new SolverFile(exported, description);
    }

    /// <summary>What an input is, in words.</summary>
    /// <param name="input">Its name.</param>
    public string Role(string input) => Description is SolverDescription solver
        ? InputRole.InEquations(input, solver.InitialGuessName)
        : InputRole.InIntegrators(input);

    /// <summary>Opens it.</summary>
    /// <param name="options">What computes, and in which engine; <see cref="Engine.Auto"/> is ONNX Runtime here.</param>
    /// <exception cref="OnnxFormatException">The engine cannot read it.</exception>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    public IBatchRunner Open(InferenceOptions options) => (Description, options.Engine) switch
    {
        (SolverDescription solver, Engine.Vectorised) => Solver.Open(Exported, solver, options.Threads).Runner,
        (SolverDescription solver, _) => OnnxSolver.Open(Exported, solver, options).Runner,
        (IntegratorDescription integrator, Engine.Vectorised) => Integrator.Open(Exported, integrator, options.Threads).Runner,
        (IntegratorDescription integrator, _) => OnnxIntegrator.Open(Exported, integrator, options).Runner,
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether columns bring as many numbers as the file takes, and there are columns for all that it gives.</summary>
    public bool Fits(OnnxColumns columns) =>
        columns.Outputs.Count == Outputs.Count
        && columns.Inputs.Select(read => read.Sum(column => (long)column.Size)).SequenceEqual(Inputs.Select(input => (long)input.Shape.Size));
}
