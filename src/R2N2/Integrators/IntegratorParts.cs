using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>What the graphs of an integrator share: inputs, the method's numbers, and the reading of recorded parts.</summary>
internal sealed class IntegratorParts
{
    public IntegratorParts(OnnxBuilder builder, OnnxReader reader, StepInputs inputs, Dictionary<string, OnnxValue> columns)
    {
        Builder = builder;
        Reader = reader;
        Inputs = inputs;
        State = columns[IntegratorInputs.State];
        StepSize = columns[IntegratorInputs.StepSize];
        Time = inputs.Family.IsAutonomous ? reader.Constant([0.0], Shape.Scalar) : columns[IntegratorInputs.Time];
        Parameters = [.. inputs.Family.Parameters.Select(parameter => columns[parameter.Name])];
        double[] values = StepInputs.Values(inputs.Tableau);
        string[] meanings = [.. StepInputs.Meanings(inputs.Tableau)];
        Numbers =
        [
            .. StepInputs.Names(inputs.Tableau).Select((name, i) =>
                new OnnxValue(builder.Constants.Named(name, values[i], meanings[i]), Shape.Scalar, BatchAxes.None)),
        ];
    }

    public OnnxBuilder Builder { get; }

    public OnnxReader Reader { get; }

    public StepInputs Inputs { get; }

    /// <summary>y₀, [N, m].</summary>
    public OnnxValue State { get; }

    /// <summary>h, [N].</summary>
    public OnnxValue StepSize { get; }

    /// <summary>t₀, [N], or the constant 0.</summary>
    public OnnxValue Time { get; }

    /// <summary>The family's parameters.</summary>
    public OnnxValue[] Parameters { get; }

    /// <summary>The method's numbers.</summary>
    public OnnxValue[] Numbers { get; }

    /// <summary>One step: the next state and, where there is an embedded row, the estimate.</summary>
    public (OnnxValue Next, OnnxValue? Estimate) Step()
    {
        OnnxValue v = Inputs.Family.Evaluate(Reader, Time, State, Parameters);
        IntegrationStep.Outcome<OnnxValue> step = Inputs.Step.Step(Reader, Time, State, v, StepSize, Parameters, Numbers);
        return (Complete(step.Next), step.Estimate is null ? null : Complete(step.Estimate));
    }

    /// <summary>A value with the batch axis.</summary>
    public OnnxValue Complete(OnnxValue value) => Reader.Complete(value, State);
}
