using R2N2.Reference;
using R2N2.Training;

namespace R2N2.Benchmarks.Inference;

/// <summary>What the way a solver is exported costs, on the instances it was trained for.</summary>
internal static class SolverForms
{
    private const int Unknowns = 10;
    private const int Warmup = 16;
    private const int Rounds = 201;

    public static void Run(Figures figures)
    {
        Figures.Note($"inference: {SolverRoads.Rows:N0} rows, with and without safeguard, Loop and unrolled, in turn");
        InstanceBatch batch = ReferenceProblems.ChandrasekharData(SolverRoads.Rows, Unknowns, seed: 7);
        TrainingOptions training = new() { Starts = 16, Optimizer = new LevenbergMarquardt { IterationLimit = 120 } };
        R2N2Network network = Trainer.Train(
            ReferenceProblems.Chandrasekhar(Unknowns), Superstructure.Krylov(4), new InstanceBatchSource(batch.Slice(0, 1000)), options: training).Model;
        SolverExportOptions exactly = new() { AbsoluteTolerance = null };
        using var guarded = OnnxSolver.Load(network.ToOnnx(new() { Safeguard = new() }));
        using var unguarded = OnnxSolver.Load(network.ToOnnx(new() { Safeguard = null }));
        using var loop = OnnxSolver.Load(network.ToOnnx(exactly));
        using var unrolled = OnnxSolver.Load(network.ToOnnx(exactly with { Form = IterationForm.Unrolled }));

        figures.Add(
            "safeguardOverhead", InTurn.Ratio(Warmup, Rounds, () => guarded.Solve(batch), () => unguarded.Solve(batch)), "<= 1.25");
        figures.Add("loopOverUnrolled", InTurn.Ratio(Warmup, Rounds, () => loop.Solve(batch), () => unrolled.Solve(batch)), "about 1");
    }
}
