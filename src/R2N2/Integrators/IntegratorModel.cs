using System.Globalization;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Makes the ONNX model of a whole integrator: f, the tableau and the steps.</summary>
/// <param name="integrator">The integrator.</param>
/// <param name="options">How it is exported.</param>
internal sealed class IntegratorModel(R2N2Integrator integrator, IntegratorExportOptions options)
{
    private const TensorProto.Types.DataType Integer = TensorProto.Types.DataType.Int64;

    private readonly OnnxBuilder _builder = new(options.Precision);
    private readonly StepInputs _inputs = new(integrator.Family, integrator.Tableau);

    private OnnxSignature Signature => field ??= new OnnxSignature(_builder, options.Inputs, options.Outputs);

    private InitialValueFamily Family => integrator.Family;

    /// <summary>Builds the model.</summary>
    /// <exception cref="ArgumentException">A name is chosen for what the file does not have, or one name for two things.</exception>
    public ModelProto Build()
    {
        string[] outputs =
        [
            .. IntegratorContract.Outputs(options.Form, Family.StateSize, integrator.Tableau.HasEmbedded).Select(output => output.Name),
        ];
        options.RequireNames(IntegratorContract.Inputs(options.Form, Family.Inputs).Select(input => input.Name), outputs);
        Signature.Reserve(outputs);
        OnnxReader reader = new(_builder);
        Dictionary<string, OnnxValue> inputs = Family.Inputs.ToDictionary(input => input.Name, AddInput, StringComparer.Ordinal);
        IntegratorParts parts = new(_builder, reader, _inputs, inputs);
        Action<IntegratorParts> write = options.Form switch
        {
            IntegratorForm.Step => WriteStep,
            IntegratorForm.Rollout => WriteRollout,
            IntegratorForm.Adaptive => WriteAdaptive,
        };
        write(parts);
        ModelProto model = OnnxModel.Complete(_builder, Family.Name, Describe());
        ModelMetadata.Write(
            model,
            Family,
            Family.Derivative,
            integrator.Tableau.Coefficients,
            integrator.TrainingLoss,
            options,
            IntegratorMetadata.Of(integrator.Tableau, options));
        return model;
    }

    private void WriteStep(IntegratorParts parts)
    {
        (OnnxValue next, OnnxValue? estimate) = parts.Step();
        AddState(IntegratorOutputs.NextState, next.Name, "the state after the step, in the units of the state");
        if (estimate is not null)
        {
            AddState(IntegratorOutputs.ErrorEstimate, estimate.Name, "the estimated local error of the step, in the units of the state");
        }
    }

    private void WriteRollout(IntegratorParts parts)
    {
        string steps = options.Inputs.For(IntegratorInputs.Steps);
        _builder.Names.Reserve(steps);
        _builder.AddInput(_builder.Root, OnnxModel.Tensor(steps, Integer, BatchAxes.None, Shape.Scalar, "the number of steps, 0 or more"));
        (string trajectory, string status) = new RolloutGraph(parts).Write(steps);
        ValueInfoProto output = OnnxModel.Tensor(
            options.Outputs.For(IntegratorOutputs.Trajectory),
            _builder.Constants.FloatType,
            IntegratorContract.PerStep,
            Shape.Vector(Family.StateSize),
            "the initial state and the state after each step, in the units of the state");
        _builder.AddOutput(trajectory, output);
        AddStatus(status);
    }

    private void WriteAdaptive(IntegratorParts parts)
    {
        integrator.RequireEstimate();
        OnnxValue end = AddInput(new Parameter(IntegratorInputs.EndTime));
        AdaptiveGraphResult result = new AdaptiveGraph(parts, options.Adaptive, options.Precision).Write(end);
        AddState(IntegratorOutputs.NextState, result.State, "the state at the time reached, in the units of the state");
        Signature.AddOutput(
            IntegratorOutputs.ReachedTime,
            result.Time,
            _builder.Constants.FloatType,
            Shape.Scalar,
            "the time reached, the end where the status is 0, in the units of time");
        AddStatus(result.Status);
        Signature.AddOutput(IntegratorOutputs.AcceptedSteps, result.Accepted, Integer, Shape.Scalar, "how many steps were taken");
        Signature.AddOutput(
            IntegratorOutputs.RejectedSteps, result.Rejected, Integer, Shape.Scalar, "how many steps were repeated with a smaller size");
    }

    private OnnxValue AddInput(Parameter input)
    {
        string meaning = input.Name switch
        {
            IntegratorInputs.State => "the state that every instance starts from, in the units of the state",
            IntegratorInputs.StepSize => options.Form == IntegratorForm.Adaptive
                ? "the step size that is tried first, above 0, in the units of time"
                : "the step size of every instance, above 0, in the units of time",
            IntegratorInputs.Time => "the time at which every instance starts, in the units of time",
            IntegratorInputs.EndTime => (Family.IsAutonomous ? "how long to integrate" : "the time to integrate to") + ", in the units of time",
            _ => $"the parameter {input.Name} of every instance, in the units that f takes it in",
        };
        return Signature.AddInput(input, meaning);
    }

    private void AddState(string name, string value, string meaning) =>
        Signature.AddOutput(name, value, _builder.Constants.FloatType, Shape.Vector(Family.StateSize), meaning);

    private void AddStatus(string status)
    {
        string codes = string.Join("; ", Enum.GetValues<IntegrationStatus>().Select(code => $"{(int)code}: {code.Describe()}"));
        Signature.AddOutput(IntegratorOutputs.Status, status, Integer, Shape.Scalar, $"how the instance ended ({codes})");
    }

    private string Describe()
    {
        string what = options.Form switch
        {
            IntegratorForm.Step => "one step",
            IntegratorForm.Rollout => "many steps of one size",
            IntegratorForm.Adaptive => "steps of the size that a tolerance asks for, to a given time",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Integrates y' = f for the problem family '{Family.Name}', {Family.StateSize} states, a batch of N instances at once, "
            + $"by {(integrator.Tableau is RosenbrockTableau ? "a Rosenbrock" : "an explicit Runge-Kutta")} method of {integrator.Tableau.Stages} stages: {what}.");
    }
}
