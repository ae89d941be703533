using BenchmarkDotNet.Attributes;
using R2N2.Reference;
using R2N2.Training;

namespace R2N2.Benchmarks.Inference;

/// <summary>One solver, exported in several ways, on the instances it was trained for.</summary>
public class SolverForms : IDisposable
{
    private const int Unknowns = 10;

    private InstanceBatch _batch = null!;
    private OnnxSolver _guarded = null!;
    private OnnxSolver _unguarded = null!;
    private OnnxSolver _loop = null!;
    private OnnxSolver _unrolled = null!;

    /// <summary>Trains a solver, and exports it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _batch = ReferenceProblems.ChandrasekharData(SolverRoads.Rows, Unknowns, seed: 7);
        TrainingOptions training = new() { Starts = 16, Optimizer = new LevenbergMarquardt { IterationLimit = 120 } };
        R2N2Network network = Trainer.Train(
            ReferenceProblems.Chandrasekhar(Unknowns), Superstructure.Krylov(4), new InstanceBatchSource(_batch.Slice(0, 1000)), training).Network;
        _guarded = OnnxSolver.Load(network.ToOnnx(new() { Safeguard = new() }));
        _unguarded = OnnxSolver.Load(network.ToOnnx(new() { Safeguard = null }));
        OnnxExportOptions exactly = new() { AbsoluteTolerance = null };
        _loop = OnnxSolver.Load(network.ToOnnx(exactly));
        _unrolled = OnnxSolver.Load(network.ToOnnx(exactly with { Form = IterationForm.Unrolled }));
    }

    /// <summary>Frees native memory.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _guarded.Dispose();
        _unguarded.Dispose();
        _loop.Dispose();
        _unrolled.Dispose();
    }

    /// <summary>To the tolerance, with the safeguard.</summary>
    [Benchmark]
    public double Guarded() => _guarded.Solve(_batch).ResidualNorm.Span[^1];

    /// <summary>To the tolerance, without.</summary>
    [Benchmark]
    public double Unguarded() => _unguarded.Solve(_batch).ResidualNorm.Span[^1];

    /// <summary>Exactly K iterations, in a loop.</summary>
    [Benchmark]
    public double Loop() => _loop.Solve(_batch).ResidualNorm.Span[^1];

    /// <summary>Exactly K iterations, written out.</summary>
    [Benchmark]
    public double Unrolled() => _unrolled.Solve(_batch).ResidualNorm.Span[^1];
}
