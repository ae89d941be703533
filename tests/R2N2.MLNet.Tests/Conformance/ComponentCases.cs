using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.Reference;
using R2N2.Training;

namespace R2N2.MLNet.Tests.Conformance;

/// <summary>The components that the checks are run over: all of this library's, and three of ML.NET's own as a control.</summary>
internal static class ComponentCases
{
    private const int TrainingRows = 48;

    private static readonly ConcurrentDictionary<string, Lazy<ITransformer>> _fitted = new();

    private static readonly InitialValueFamily _oscillator = ProblemFamily.InitialValue(
        "van-der-pol", 2, [new("a")], (y, p) => Expression.Stack(y[1], (p["a"] * (1 - (y[0] * y[0])) * y[1]) - y[0]));

    public static IReadOnlyList<ComponentCase> All { get; } =
    [
        .. Scenarios.All.Select(Solver),
        Integrator("integrator", new IntegratorOptions()),
        Integrator("integrator with error estimate, columns renamed", new IntegratorOptions
        {
            ErrorEstimate = new ErrorEstimateOptions(),
            OutputPrefix = "stepped ",
            InputColumns = new Dictionary<string, string[]> { ["State"] = ["position", "speed"] },
        }),
        Accelerated("accelerated solver", "linear, right side from three columns"),
        Accelerated("accelerated solver in ONNX Runtime", "linear, right side from three columns", Engine.OnnxRuntime),
        Accelerated("accelerated integrator", "integrator with error estimate, columns renamed"),
        FromFile("solver from a file", "chandrasekhar-h.onnx", new SolverFileOptions { OutputPrefix = "H ", InputColumns = Guess("start") }),
        AdaptiveFromFile("adaptive integrator from a file"),
        AdaptiveFromFile("adaptive integrator from a file in ONNX Runtime", Engine.OnnxRuntime),
        Control("ML.NET's Concatenate", ["Joined"], context => context.Transforms.Concatenate("Joined", "X0", "Other")),
        Control("ML.NET's NormalizeMinMax", ["Scaled"], context => context.Transforms.NormalizeMinMax("Scaled", "X0")),
        Control("ML.NET's ApplyOnnxModel", [.. SolverOutputs.Names], context => context.Transforms.ApplyOnnxModel(
            [.. SolverOutputs.Names], ["X0"], Path.Combine(AppContext.BaseDirectory, "models", "chandrasekhar-h.onnx"))),
    ];

    public static IEnumerable<string> Names => All.Select(component => component.Name);

    public static ComponentCase Get(string name) => All.Single(component => component.Name == name);

    private static ComponentCase Solver(Scenario scenario) => new()
    {
        Name = scenario.Name,
        Columns = scenario.Columns,
        Row = scenario.Row,
        Input = scenario.Columns[0].Column,
        Outputs = scenario.Outputs,
        Estimator = scenario.Estimator,
        Fitted = () => FittedScenarios.Get(scenario),
        Precision = scenario.Precision,
    };

    private static ComponentCase Integrator(string name, IntegratorOptions options)
    {
        bool separate = options.InputColumns.Count > 0;
        IntegratorOptions quick = options with
        {
            Stages = 3,
            Training = new TrainingOptions { Starts = 2, Seed = 5, Optimizer = new LevenbergMarquardt { IterationLimit = 6 } },
        };
        return Fitting(new ComponentCase
        {
            Name = name,
            Columns = separate
                ?
                [
                    (nameof(InstanceRow.Second), "position", NumberDataViewType.Double),
                    (nameof(InstanceRow.SingleVector), "speed", new VectorDataViewType(NumberDataViewType.Single, 1)),
                    .. StepColumns,
                ]
                : [(nameof(InstanceRow.Vector), "State", new VectorDataViewType(NumberDataViewType.Double, 2)), .. StepColumns],
            Row = State,
            Input = separate ? "position" : "State",
            Outputs = options.ErrorEstimate is null ? ["NextState"] : [options.OutputPrefix + "NextState", options.OutputPrefix + "ErrorEstimate"],
            Estimator = context => context.R2N2().Integrator(_oscillator, quick),
            Fitted = null!,
            Precision = 1e-12,
        });
    }

    private static IReadOnlyList<(string Member, string Column, DataViewType Type)> StepColumns =>
    [
        (nameof(InstanceRow.Number), "StepSize", NumberDataViewType.Double),
        (nameof(InstanceRow.SingleNumber), "a", NumberDataViewType.Single),
    ];

    private static InstanceRow State(Random random) => new()
    {
        Vector = [(4 * random.NextDouble()) - 2, (4 * random.NextDouble()) - 2],
        Second = (4 * random.NextDouble()) - 2,
        SingleVector = [(float)(4 * random.NextDouble()) - 2],
        Number = 0.02 + (0.1 * random.NextDouble()),
        SingleNumber = 1 + (float)random.NextDouble(),
    };

    // Saved, loaded by ML.NET, and made to run in blocks again.
    private static ComponentCase Accelerated(string name, string original, Engine engine = Engine.Auto)
    {
        ComponentCase fitted = original.StartsWith("integrator", StringComparison.Ordinal)
            ? Integrator(original, new IntegratorOptions
            {
                ErrorEstimate = new ErrorEstimateOptions(),
                OutputPrefix = "stepped ",
                InputColumns = new Dictionary<string, string[]> { ["State"] = ["position", "speed"] },
            })
            : Solver(Scenarios.Get(original));
        return Fitting(fitted with
        {
            Name = name,
            Estimator = context => new AcceleratedEstimator(context, fitted.Estimator(context), engine),
        });
    }

    private static ComponentCase FromFile(string name, string file, SolverFileOptions options) => Fitting(new ComponentCase
    {
        Name = name,
        Columns = [(nameof(InstanceRow.Guess), "start", new VectorDataViewType(NumberDataViewType.Double, 10))],
        Row = Scenarios.Chandrasekhar.Row,
        Input = "start",
        Outputs = [.. SolverOutputs.Names.Select(output => options.OutputPrefix + output)],
        Estimator = context => context.R2N2().ApplySolver(Path.Combine(AppContext.BaseDirectory, "models", file), options),
        Fitted = null!,
        Precision = 1e-12,
    });

    private static ComponentCase AdaptiveFromFile(string name, Engine engine = Engine.Auto)
    {
        R2N2Integrator pair = new(_oscillator, ButcherTableau.DormandPrince);
        string path = Path.Combine(AppContext.BaseDirectory, $"{name}.onnx");
        pair.SaveOnnx(path, new IntegratorExportOptions { Form = IntegratorForm.Adaptive });
        return Fitting(new ComponentCase
        {
            Name = name,
            Columns =
            [
                (nameof(InstanceRow.Vector), "State", new VectorDataViewType(NumberDataViewType.Double, 2)),
                (nameof(InstanceRow.Second), "EndTime", NumberDataViewType.Double),
                .. StepColumns,
            ],
            Row = random =>
            {
                InstanceRow row = State(random);
                row.Second = 0.1 + random.NextDouble();
                return row;
            },
            Input = "State",
            Outputs = ["NextState", "ReachedTime", "Status", "AcceptedSteps", "RejectedSteps"],
            Estimator = context => context.R2N2().ApplySolver(path, new SolverFileOptions { Inference = In(engine) }),
            Fitted = null!,
            Precision = 1e-12,
        });
    }

    private static ComponentCase Control(string name, string[] outputs, Func<MLContext, IEstimator<ITransformer>> estimator) =>
        Fitting(new ComponentCase
        {
            Name = name,
            Columns =
            [
                (nameof(InstanceRow.Guess), "X0", new VectorDataViewType(NumberDataViewType.Double, 10)),
                (nameof(InstanceRow.Number), "Other", NumberDataViewType.Double),
            ],
            Row = Scenarios.Chandrasekhar.Row,
            Input = "X0",
            NamesTheColumn = false,
            Outputs = outputs,
            Estimator = estimator,
            Fitted = null!,
        });

    private static InferenceOptions In(Engine engine) => new() { Engine = engine };

    private static Dictionary<string, string[]> Guess(string column) => new() { [InitialGuess.DefaultName] = [column] };

    private static ComponentCase Fitting(ComponentCase component) => component with
    {
        Fitted = () => _fitted.GetOrAdd(component.Name, _ => new Lazy<ITransformer>(() =>
        {
            MLContext context = new(seed: 1);
            return component.Estimator(context).Fit(component.Data(context, TrainingRows, seed: 11));
        })).Value,
    };
}
