namespace R2N2.Onnx;

/// <summary>Reads what <see cref="IntegratorMetadata"/> wrote.</summary>
internal static class IntegratorDescriptionReader
{
    /// <summary>Reads the description of an integrator, and holds it against the graph.</summary>
    public static IntegratorDescription Read(ExportedFile exported) => exported.Read(file =>
    {
        if (!file.Has(MetadataKeys.IntegratorForm))
        {
            throw file.Failure("is a solver of equations, not an integrator; read it with SolverDescription or R2N2Network.");
        }

        IntegratorExportOptions options = ReadOptions(file);
        IReadOnlyList<ModelValue> inputs = ReadInputs(file, options);
        IntegratorDescription description = new(file, inputs, options)
        {
            Tableau = ReadTableau(file),
        };
        GraphAgreement.Require(file, description, inputs);
        return description;
    });

    private static ButcherTableau ReadTableau(ExportedFile file)
    {
        var coefficients = Coefficients.Parse(file.Entry(MetadataKeys.Coefficients));
        double[] embedded = file.Numbers(IntegratorMetadata.Embedded);
        double? exponent = file.Number(IntegratorMetadata.EstimateExponent);
        ButcherTableau tableau = file.Has(IntegratorMetadata.Gamma)
            ? new RosenbrockTableau(coefficients, file.Numbers(IntegratorMetadata.Gamma), embedded) { EstimateExponent = exponent }
            : new ButcherTableau(coefficients, embedded) { EstimateExponent = exponent };

        // Files of earlier versions do not say it.
        return !file.Has(IntegratorMetadata.Order) || file.Integer(IntegratorMetadata.Order) == tableau.Order ? tableau : throw file.Failure(
            $"contradicts itself: by its metadata the method is of order {file.Entry(IntegratorMetadata.Order)}; its coefficients fulfil the "
            + $"conditions of order {tableau.Order}.");
    }

    // The time is an input where f depends on it, which only the graph tells before f is recorded.
    private static IReadOnlyList<ModelValue> ReadInputs(ExportedFile file, IntegratorExportOptions options)
    {
        var state = Shape.Vector(file.Count(MetadataKeys.StateSize));
        Parameter[] parameters = [.. file.Function.Parameters(Shape.Scalar, state)];
        Parameter[] autonomous = [new(IntegratorInputs.State, state), new(IntegratorInputs.StepSize), .. parameters];
        IReadOnlyList<ModelValue> inputs = IntegratorContract.Inputs(options.Form, autonomous);
        return file.Model.Graph.Input.Count == inputs.Count
            ? inputs
            : IntegratorContract.Inputs(options.Form, [.. autonomous[..2], new(IntegratorInputs.Time), .. parameters]);
    }

    private static IntegratorExportOptions ReadOptions(ExportedFile file)
    {
        IntegratorExportOptions options = new()
        {
            Form = file.Named<IntegratorForm>(MetadataKeys.IntegratorForm),
            Precision = file.Named<OnnxPrecision>(MetadataKeys.Precision),
            InputNames = file.Names(MetadataKeys.InputName),
            OutputNames = file.Names(MetadataKeys.OutputName),
        };
        return options.Form != IntegratorForm.Adaptive ? options : options with
        {
            Adaptive = new AdaptiveOptions
            {
                AbsoluteTolerance = file.RequiredNumber(MetadataKeys.AbsoluteTolerance),
                RelativeTolerance = file.RequiredNumber(MetadataKeys.RelativeTolerance),
                Safety = file.RequiredNumber(IntegratorMetadata.Safety),
                SmallestFactor = file.RequiredNumber(IntegratorMetadata.SmallestFactor),
                LargestFactor = file.RequiredNumber(IntegratorMetadata.LargestFactor),
                StepLimit = file.Integer(IntegratorMetadata.StepLimit),
            },
        };
    }
}
