namespace R2N2.Onnx;

/// <summary>Reads what <see cref="SolverMetadata"/> wrote.</summary>
internal static class SolverDescriptionReader
{
    /// <summary>Reads the description of a solver, and holds it against the graph.</summary>
    public static SolverDescription Read(ExportedFile exported) => exported.Read(file =>
    {
        if (file.Has(MetadataKeys.IntegratorForm))
        {
            throw file.Failure($"is an integrator, not a solver of equations; read it with IntegratorDescription or R2N2Integrator.");
        }

        var state = Shape.Vector(file.Count(MetadataKeys.StateSize));
        Parameter[] parameters = [.. file.Function.Parameters(state)];
        Superstructure superstructure = ReadSuperstructure(file, state, parameters);
        InitialGuess guess = ReadGuess(file, parameters);
        guess.Require(state.Size);
        ModelValue[] inputs =
        [
            .. guess.Name is { } name ? [new ModelValue(name, state)] : Array.Empty<ModelValue>(),
            .. parameters.Select(parameter => new ModelValue(parameter.Name, parameter.Shape)),
        ];
        SolverDescription description = new(file, inputs, ReadOptions(file))
        {
            InitialGuessName = guess.Name,
            Superstructure = superstructure,
            Coefficients = Coefficients.Parse(file.Entry(MetadataKeys.Coefficients)),
            OuterIterations = file.Count(SolverMetadata.OuterIterations),
            Verdict = file.Has(SolverMetadata.Verdict) ? file.Entry(SolverMetadata.Verdict) : null,
        };
        RequireForm(file, description);
        GraphAgreement.Require(file, description, inputs);
        return description;
    });

    /// <summary>Reads where the iteration starts.</summary>
    /// <param name="file">The file.</param>
    /// <param name="parameters">The family's parameters.</param>
    public static InitialGuess ReadGuess(ExportedFile file, IReadOnlyList<Parameter> parameters)
    {
        if (file.Has(SolverMetadata.InitialGuess))
        {
            return InitialGuess.Given(file.Entry(SolverMetadata.InitialGuess));
        }

        if (!file.Has(SolverMetadata.InitialFunction))
        {
            return InitialGuess.Constant(file.Numbers(SolverMetadata.InitialPoint));
        }

        StoredFunction guess = file.FunctionOf(SolverMetadata.InitialFunction);
        return InitialGuess.Function(p => guess.Record([.. parameters.Select(parameter => p[parameter.Name])]));
    }

    private static Superstructure ReadSuperstructure(ExportedFile file, Shape state, Parameter[] parameters)
    {
        Superstructure superstructure = new(
            file.Integer(SolverMetadata.InnerIterations), GenerationModule.Parse(file.Entry(SolverMetadata.Generation)))
        {
            Preconditioner = ReadPreconditioner(file, state, parameters),
            Assembly = file.Named<AssemblyModule>(SolverMetadata.Assembly),
            History = file.Has(SolverMetadata.History) ? file.Integer(SolverMetadata.History) : 0,
            Tables = ReadTables(file, parameters),
        };
        superstructure.RequireForEquations(SolverMetadata.Assembly);
        return superstructure;
    }

    private static Preconditioner ReadPreconditioner(ExportedFile file, Shape state, Parameter[] parameters)
    {
        string? name = file.Has(SolverMetadata.Preconditioner) ? file.Entry(SolverMetadata.Preconditioner) : null;
        if (Preconditioner.OfFamily(name) is { } known)
        {
            return known;
        }

        StoredFunction matrix = file.FunctionOf(SolverMetadata.PreconditionerMatrix);
        Expression recorded = matrix.Record(
            [Expression.Input("x", state), .. parameters.Select(parameter => Expression.Input(parameter.Name, parameter.Shape))]);
        return Preconditioner.Of(
            name!,
            recorded,
            (x, p) => matrix.Record([x, .. parameters.Select(parameter => p[parameter.Name])]));
    }

    private static TableModule ReadTables(ExportedFile file, Parameter[] parameters)
    {
        string name = file.Has(SolverMetadata.Tables) ? file.Entry(SolverMetadata.Tables) : nameof(TableModule.Shared);
        switch (name)
        {
            case nameof(TableModule.Shared):
                return TableModule.Shared;
            case nameof(TableModule.PerIteration):
                return TableModule.PerIteration(file.Integer(SolverMetadata.TableCount));
            case nameof(TableModule.Conditional):
                StoredFunction features = file.FunctionOf(SolverMetadata.TableFeatures);
                Expression recorded = features.Record([.. parameters.Select(parameter => Expression.Input(parameter.Name, parameter.Shape))]);
                return TableModule.Measured(p => features.Record([.. parameters.Select(parameter => p[parameter.Name])]), recorded.Shape);
            default:
                throw file.Failure(
                    $"has the tables '{name}'; known are {nameof(TableModule.Shared)}, {nameof(TableModule.PerIteration)} and {nameof(TableModule.Conditional)}.");
        }
    }

    private static void RequireForm(ExportedFile file, SolverDescription description)
    {
        description.Superstructure.Require(description.Coefficients, MetadataKeys.Coefficients);
        bool loops = file.Model.Graph.Node.Any(node => node.OpType == "Loop");
        if (loops != (description.Options.Form == IterationForm.Loop))
        {
            throw file.Failure($"contradicts itself: by its metadata the iteration is {description.Options.Form}; its graph {(loops ? "has a" : "has no")} Loop.");
        }
    }

    private static SolverExportOptions ReadOptions(ExportedFile file) => new()
    {
        AbsoluteTolerance = file.Number(MetadataKeys.AbsoluteTolerance),
        RelativeTolerance = file.Number(MetadataKeys.RelativeTolerance),
        IterationLimit = file.Integer(SolverMetadata.IterationLimit),
        Form = file.Named<IterationForm>(SolverMetadata.Form),
        StallRate = file.RequiredNumber(SolverMetadata.StallRate),
        StallLimit = file.Integer(SolverMetadata.StallLimit),
        Precision = file.Named<OnnxPrecision>(MetadataKeys.Precision),
        Safeguard = file.Number(SolverMetadata.SafeguardRate) is { } rate ? new Safeguard { Rate = rate } : null,
        ResidualHistory = file.Has(SolverMetadata.ResidualHistory),
        Iterates = file.Has(SolverMetadata.Iterates),
        InputNames = file.Names(MetadataKeys.InputName),
        OutputNames = file.Names(MetadataKeys.OutputName),
    };
}
