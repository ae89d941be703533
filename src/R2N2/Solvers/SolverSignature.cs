using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>What goes in and out of a solver's graph.</summary>
/// <param name="builder">Where the nodes go.</param>
/// <param name="family">The problem.</param>
/// <param name="options">The names that the user chose.</param>
internal sealed class SolverSignature(OnnxBuilder builder, EquationFamily family, SolverExportOptions options)
{
    private const TensorProto.Types.DataType Integer = TensorProto.Types.DataType.Int64;

    private readonly OnnxSignature _signature = new(builder, options.Inputs, options.Outputs);

    private TensorProto.Types.DataType Real => builder.Constants.FloatType;

    private IEnumerable<string> Outputs => SolverOutputs.Names.Concat(options.RecordedOutputs);

    /// <summary>Keeps the names of all results free.</summary>
    /// <exception cref="ArgumentException">A name is chosen for what the solver does not have, or one name for two things.</exception>
    public void ReserveOutputs()
    {
        options.RequireNames(family.Inputs.Select(input => input.Name), Outputs);
        _signature.Reserve(Outputs);
    }

    /// <summary>Declares the inputs.</summary>
    /// <returns>A value for every input of the family, of its shape and the file's precision.</returns>
    public OnnxValue[] AddInputs() => [.. family.Inputs.Select(input => _signature.AddInput(input, Meaning(input)))];

    /// <summary>Declares the results.</summary>
    public void AddOutputs(SolverResult result, Shape x, int limit)
    {
        string codes = string.Join("; ", Enum.GetValues<SolveStatus>().Select(status => $"{(int)status}: {status.Describe()}"));
        _signature.AddOutput(SolverOutputs.Solution, result.Solution, Real, x, "x, the solution of every instance, in the units of x");
        _signature.AddOutput(
            SolverOutputs.ResidualNorm, result.ResidualNorm, Real, Shape.Scalar, "the Euclidean norm of f at the solution, in the units of f");
        _signature.AddOutput(
            SolverOutputs.Iterations, result.Iterations, Integer, Shape.Scalar, "how many outer iterations the instance took");
        _signature.AddOutput(SolverOutputs.Status, result.Status, Integer, Shape.Scalar, $"how the instance ended ({codes})");
        if (result.ResidualHistory is not null)
        {
            _signature.AddOutput(
                SolverOutputs.ResidualHistory, result.ResidualHistory, Real, Shape.Vector(limit + 1), "the norms of f at the iterates 0 to K, in the units of f");
        }

        if (result.Iterates is not null)
        {
            _signature.AddOutput(
                SolverOutputs.Iterates, result.Iterates, Real, Shape.Matrix(limit + 1, x.Size), "the iterates 0 to K, in the units of x");
        }
    }

    private string Meaning(Parameter input) => input.Name == family.InitialGuess.Name
        ? "the initial guess of x for every instance, in the units of x"
        : $"the parameter {input.Name} of every instance, in the units that f takes it in";
}
