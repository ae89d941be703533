using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>What goes in and out of a solver's graph: the contract of exported files, or the columns of a table.</summary>
/// <param name="builder">Where the nodes go.</param>
/// <param name="family">The problem.</param>
/// <param name="columns">The columns; null for the contract.</param>
internal sealed class SolverSignature(OnnxBuilder builder, EquationFamily family, OnnxColumns? columns)
{
    private const TensorProto.Types.DataType Integer = TensorProto.Types.DataType.Int64;

    private static readonly BatchAxes _batch = BatchAxes.Of(SolverModel.BatchAxis);

    private TensorProto.Types.DataType Real => builder.Constants.FloatType;

    /// <summary>Keeps the names of all results free.</summary>
    public void ReserveOutputs()
    {
        foreach (string output in SolverOutputs.Names)
        {
            builder.Names.Reserve(OutputName(output));
        }
    }

    /// <summary>Declares the inputs.</summary>
    /// <returns>A value for every input of the family, of its shape and the file's precision.</returns>
    public OnnxValue[] AddInputs() => [.. family.Inputs.Select(AddInput)];

    /// <summary>Declares the results.</summary>
    public void AddOutputs(SolverResult result, Shape x)
    {
        string codes = string.Join("; ", Enum.GetValues<SolveStatus>().Select(status => $"{(int)status}: {status.Describe()}"));
        AddOutput(SolverOutputs.Solution, result.Solution, Real, x, "x, the solution of every instance");
        AddOutput(SolverOutputs.ResidualNorm, result.ResidualNorm, Real, Shape.Scalar, "the Euclidean norm of f at the solution");
        AddOutput(SolverOutputs.Iterations, result.Iterations, Integer, Shape.Scalar, "outer iterations that the instance took");
        AddOutput(SolverOutputs.Status, result.Status, Integer, Shape.Scalar, codes);
    }

    private OnnxValue AddInput(Parameter input)
    {
        string name = columns?.Inputs.GetValueOrDefault(input.Name) ?? input.Name;
        builder.Names.Reserve(name);
        string meaning = input.Name == family.InitialGuess.Name
            ? "the initial guess of every instance"
            : $"the parameter {input.Name} of every instance, a {input.Shape}";
        Shape shape = columns is not null && input.Shape.Rank == 0 ? Shape.Vector(1) : input.Shape;
        TensorProto.Types.DataType type = columns is null ? Real
            : columns.SinglePrecision.Contains(input.Name) ? TensorProto.Types.DataType.Float
            : TensorProto.Types.DataType.Double;
        builder.AddInput(builder.Root, OnnxModel.Tensor(name, type, _batch, shape, meaning));

        string value = type == Real ? name : builder.Emit("Cast", [name], OnnxAttribute.Of("to", (long)Real));
        if (!shape.Equals(input.Shape))
        {
            value = builder.Emit("Squeeze", [value, builder.Constants.Integers(-1)]);
        }

        return new OnnxValue(value, input.Shape, _batch);
    }

    private void AddOutput(string output, string value, TensorProto.Types.DataType type, Shape shape, string meaning)
    {
        if (columns is not null && type == TensorProto.Types.DataType.Float)
        {
            type = TensorProto.Types.DataType.Double;
            value = builder.Emit("Cast", [value], OnnxAttribute.Of("to", (long)type));
        }

        builder.AddOutput(value, OnnxModel.Tensor(OutputName(output), type, _batch, shape, meaning));
    }

    private string OutputName(string output) => columns?.Outputs.GetValueOrDefault(output) ?? output;
}
