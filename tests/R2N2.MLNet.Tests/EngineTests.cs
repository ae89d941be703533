using System.Text;
using Microsoft.ML;

namespace R2N2.MLNet.Tests;

public sealed class EngineTests
{
    private const string Vectorised = "runs in the vectorised engine on the processor";
    private const string OnnxRuntime = "runs in ONNX Runtime on the processor";

    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "models", "chandrasekhar-h.onnx");

    private readonly MLContext _context = new(seed: 1);
    private readonly List<string> _lines = [];

    public EngineTests() => _context.Log += (_, line) => _lines.Add(line.RawMessage);

    private static Scenario Guesses => Scenarios.Chandrasekhar;

    [Theory]
    [InlineData(Engine.Auto, Vectorised, "it reads the file")]
    [InlineData(Engine.Vectorised, Vectorised, "the options say so")]
    [InlineData(Engine.OnnxRuntime, OnnxRuntime, "the options say so")]
    public void LoadSolverAndAccelerate_Engine_RunsWhatItsSolverRunsAndSaysWhy(Engine engine, string expected, string reason)
    {
        IDataView data = Guesses.Data(_context, 100, seed: 3);
        using ISolver direct = engine == Engine.OnnxRuntime ? OnnxSolver.Load(Model) : Solver.Load(Model);

        using SolverTransformer loaded = _context.R2N2().LoadSolver(Model, Options(engine));
        using var fast = (SolverTransformer)_context.R2N2().Accelerate(SavedModels.Reloaded(loaded, data.Schema), Options(engine).Inference);

        SolveResult solved = direct.Solve(InstanceBatch.Of(100, ("X0", [.. Guesses.Rows(100, seed: 3).SelectMany(row => row.Guess)])));
        Assert.All((SolverTransformer[])[loaded, fast], model =>
        {
            Answer[] found = Guesses.Answers(_context, model.Transform(data));
            Assert.Equal(solved.Solution.ToArray(), found.SelectMany(answer => answer.Solution));
            Assert.Equal(solved.Iterations.ToArray(), found.Select(answer => answer.Iterations[0]));
        });
        string[] said = [.. _lines.Where(line => line.StartsWith("The file of the family 'chandrasekhar-h'", StringComparison.Ordinal))];
        Assert.Equal(2, said.Length);
        Assert.All(said, line => Assert.Contains($"{expected}: {reason}", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_EitherEngine_LearnsAndSavesTheSame()
    {
        using EquationSolverTransformer vectorised = Fit(Engine.Auto);
        using EquationSolverTransformer onnx = Fit(Engine.OnnxRuntime);

        Assert.Equal(vectorised.Network.Coefficients, onnx.Network.Coefficients);
        IDataView data = Scenarios.Linear.Data(_context, 200, seed: 4);
        Assert.Equal(SavedModels.OnnxOf(vectorised, data.Schema), SavedModels.OnnxOf(onnx, data.Schema));
        (Answer[] left, Answer[] right) = (Answers(vectorised, data), Answers(onnx, data));
        Assert.Equal(left.Select(answer => answer.Status[0]), right.Select(answer => answer.Status[0]));
        Assert.All(left.Zip(right), pair => Assert.All(
            pair.First.Solution.Zip(pair.Second.Solution), values => Assert.Equal(values.First, values.Second, 1e-9)));

        // Once each, for the solver that is returned: not for the untrained one before it.
        Assert.Single(_lines, line => line.Contains(Vectorised, StringComparison.Ordinal));
        Assert.Single(_lines, line => line.Contains(OnnxRuntime, StringComparison.Ordinal));
    }

    [Fact]
    public void LoadSolverAndAccelerate_VectorisedOnAGpu_IsRefused()
    {
        SolverFileOptions options = new()
        {
            Inference = new InferenceOptions { Engine = Engine.Vectorised, Provider = ExecutionProvider.Cuda },
            FallbackToCpu = true,
        };
        using SolverTransformer loaded = _context.R2N2().LoadSolver(Model);
        ITransformer saved = SavedModels.Reloaded(loaded, Guesses.Data(_context, 1, seed: 1).Schema);

        string message = Assert.Throws<ArgumentException>(() => _context.R2N2().LoadSolver(Model, options)).Message;

        Assert.Contains("asks for the engine Vectorised and for Cuda; that engine runs on the processor only", message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => _context.R2N2().Accelerate(saved, options.Inference)).Message);
    }

    [Fact]
    public void LoadSolver_GpuThatIsNotThere_IsReplacedByTheVectorisedEngine()
    {
        _context.GpuDeviceId = 99;
        _context.FallbackToCpu = true;

        using SolverTransformer solver = _context.R2N2().LoadSolver(Model);

        Assert.Contains(_lines, line => line.StartsWith("The processor solves instead of the GPU", StringComparison.Ordinal));
        Assert.Contains(_lines, line => line.Contains(Vectorised, StringComparison.Ordinal));
    }

    [Fact]
    public void LoadSolver_FThatCannotBeRead_RunsInOnnxRuntimeUnlessTheOtherIsAskedFor()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("damaged.onnx");
        byte[] model = File.ReadAllBytes(Model);
        int at = model.AsSpan().IndexOf("\nDivide "u8);
        Assert.True(at > 0, "f does not divide.");
        Encoding.UTF8.GetBytes("\nDevide ").CopyTo(model, at);
        File.WriteAllBytes(path, model);
        IDataView data = Guesses.Data(_context, 20, seed: 3);
        using SolverTransformer intact = _context.R2N2().LoadSolver(Model, Options(Engine.OnnxRuntime));

        using SolverTransformer solver = _context.R2N2().LoadSolver(path);

        Assert.Equal(ViewContent.Read(intact.Transform(data)), ViewContent.Read(solver.Transform(data)));
        Assert.Contains(
            _lines,
            line => line.Contains($"{OnnxRuntime}: the vectorised engine cannot read it", StringComparison.Ordinal)
                && line.Contains("'Devide', which is not a primitive", StringComparison.Ordinal));
        OnnxFormatException refused = Assert.Throws<OnnxFormatException>(() => _context.R2N2().LoadSolver(path, Options(Engine.Vectorised)));
        Assert.Contains("'Devide', which is not a primitive", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Auto, "without")]
    [InlineData(Engine.OnnxRuntime, "with")]
    public void LoadSolverAndTransform_InAFreshProcess_LoadTheNativeLibraryOnlyWhereItSolves(Engine engine, string expected) =>
        Assert.Equal($"100 converged, {expected} onnxruntime", SolvingProcess.Run(engine));

    private static SolverFileOptions Options(Engine engine) => new() { Inference = new InferenceOptions { Engine = engine } };

    private static Answer[] Answers(EquationSolverTransformer model, IDataView data) =>
        Scenarios.Linear.Answers(new MLContext(), model.Transform(data));

    private EquationSolverTransformer Fit(Engine engine) => FittedScenarios.Fit(
        Scenarios.Linear with { Options = Scenarios.Linear.Options with { Inference = new InferenceOptions { Engine = engine } } }, _context);
}
