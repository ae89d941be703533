using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Transforms.Onnx;
using R2N2.MLNet;
using R2N2.Reference;
using R2N2.Training;

namespace R2N2.Benchmarks.Inference;

/// <summary>Four roads from 20,000 initial guesses to as many solutions.</summary>
public class SolverRoads : IDisposable
{
    /// <summary>The number of instances.</summary>
    public const int Rows = 20_000;

    private const int Unknowns = 10;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"r2n2-benchmark-{Guid.NewGuid():N}.onnx");
    private readonly MLContext _ml = new(seed: 1);
    private IDataView _data = null!;
    private EquationSolverTransformer _ours = null!;
    private OnnxTransformer _theirs = null!;
    private OnnxSolver _solver = null!;
    private InferenceSession _session = null!;
    private InstanceBatch _batch = null!;
    private double[] _guesses = null!;

    /// <summary>Trains a solver, and makes ready all four roads.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _batch = ReferenceProblems.ChandrasekharData(Rows, Unknowns, seed: 7);
        _guesses = _batch[InitialGuess.DefaultName].ToArray();
        _data = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(_guesses.Chunk(Unknowns).Select(guess => new Instance { X0 = guess })));
        IDataView training = _ml.Data.TakeRows(_data, 1000);
        _ours = _ml.R2N2().EquationSolver(ReferenceProblems.Chandrasekhar(Unknowns), new EquationSolverOptions
        {
            Training = new TrainingOptions { Starts = 16, Optimizer = new LevenbergMarquardt { IterationLimit = 120 } },
        }).Fit(training);
        _ours.SaveAsOnnx(_file);
        _theirs = _ml.Transforms.ApplyOnnxModel([.. SolverOutputs.Names], [InitialGuess.DefaultName], _file).Fit(_data);
        _solver = OnnxSolver.Load(_file);
        _session = new InferenceSession(_file);
    }

    /// <summary>Frees native memory and the file.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _ours.Dispose();
        _theirs.Dispose();
        _solver.Dispose();
        _session.Dispose();
        File.Delete(_file);
    }

    /// <summary>ML.NET's own transformer.</summary>
    [Benchmark]
    public double ApplyOnnxModel() => ReadAll(_theirs.Transform(_data));

    /// <summary>This library's transformer.</summary>
    [Benchmark]
    public double Transform() => ReadAll(_ours.Transform(_data));

    /// <summary>OnnxSolver.</summary>
    [Benchmark]
    public double Solver() => _solver.Solve(_batch).ResidualNorm.Span[^1];

    /// <summary>One call of ONNX Runtime.</summary>
    [Benchmark]
    public double Session()
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(_guesses, [Rows, Unknowns]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs =
            _session.Run(options, [InitialGuess.DefaultName], [input], [.. SolverOutputs.Names]);
        return outputs[1].GetTensorDataAsSpan<double>()[^1];
    }

    // Every value of every output column.
    private static double ReadAll(IDataView view)
    {
        DataViewSchema.Column[] columns = [.. SolverOutputs.Names.Select(name => view.Schema[name])];
        using DataViewRowCursor cursor = view.GetRowCursor(columns);
        ValueGetter<VBuffer<double>>[] numbers =
            [cursor.GetGetter<VBuffer<double>>(columns[0]), cursor.GetGetter<VBuffer<double>>(columns[1])];
        ValueGetter<VBuffer<long>>[] integers =
            [cursor.GetGetter<VBuffer<long>>(columns[2]), cursor.GetGetter<VBuffer<long>>(columns[3])];
        VBuffer<double> number = default;
        VBuffer<long> integer = default;
        double sum = 0;
        while (cursor.MoveNext())
        {
            foreach (ValueGetter<VBuffer<double>> getter in numbers)
            {
                getter(ref number);
                sum += number.GetValues()[0];
            }

            foreach (ValueGetter<VBuffer<long>> getter in integers)
            {
                getter(ref integer);
                sum += integer.GetValues()[0];
            }
        }

        return sum;
    }

    private sealed class Instance
    {
        [VectorType(Unknowns)]
        public double[] X0 { get; set; } = [];
    }
}
