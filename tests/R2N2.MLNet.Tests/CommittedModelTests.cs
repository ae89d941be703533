using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.Reference;

namespace R2N2.MLNet.Tests;

/// <summary>The files in models/, held against what the sample that makes them would make today.</summary>
public sealed class CommittedModelTests
{
    private const int Unknowns = 10;
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "models", "chandrasekhar-h.onnx");
    private static readonly string Card = Path.Combine(AppContext.BaseDirectory, "models", "chandrasekhar-h.md");
    private static readonly InstanceBatch Unseen = ReferenceProblems.ChandrasekharData(1000, Unknowns, seed: 2);

    [Fact]
    public void Chandrasekhar_WrittenAgainFromItsDescription_IsTheSameFile()
    {
        SolverDescription description = SolverDescription.Read(Model);

        R2N2Network network = new(
            ReferenceProblems.Chandrasekhar(Unknowns), description.Superstructure, description.Coefficients)
        {
            OuterIterations = description.OuterIterations,
            TrainingLoss = description.TrainingLoss,
            Verdict = description.Verdict,
        };

        Assert.Equal(File.ReadAllBytes(Model), network.ToOnnx());
    }

    [Fact]
    public void Chandrasekhar_OnUnseenInstances_HasTheAccuracyOfItsCard()
    {
        double[] measured = Residuals(new R2N2Network(
            ReferenceProblems.Chandrasekhar(Unknowns), SolverDescription.Read(Model).Superstructure, SolverDescription.Read(Model).Coefficients));

        // Below about 1e-13 the last bits of other processors show.
        Assert.All(measured, (norm, k) => Assert.Contains(
            norm > 1e-12 ? FormattableString.Invariant($"| {k + 1} | {norm:0.00E+0} |") : $"| {k + 1} |", File.ReadAllText(Card), StringComparison.Ordinal));
    }

    [Fact]
    public void Chandrasekhar_TrainedAnew_SolvesAsWell()
    {
        MLContext ml = new(seed: 1);
        IDataView data = ml.Data.LoadFromTextFile<Instance>(
            Path.Combine(AppContext.BaseDirectory, "chandrasekhar.csv"), separatorChar: ',', hasHeader: true);

        using EquationSolverTransformer fresh = ml.R2N2().EquationSolver(
            ReferenceProblems.Chandrasekhar(Unknowns), new EquationSolverOptions { InnerIterations = 4 }).Fit(data);
        using OnnxSolver committed = OnnxSolver.Load(Model);

        Assert.True(fresh.Network.TrainingLoss < 5e-8 && committed.Description.TrainingLoss < 5e-8);
        Assert.All(Residuals(fresh.Network).Zip([2e-4, 1e-7, 1e-10]), pair => Assert.True(pair.First <= pair.Second));
        using OnnxSolver anew = OnnxSolver.Load(fresh.Network.ToOnnx());
        SolveResult expected = committed.Solve(Unseen);
        SolveResult actual = anew.Solve(Unseen);
        for (int i = 0; i < expected.Solution.Length; i++)
        {
            Assert.Equal(expected.Solution.Span[i], actual.Solution.Span[i], 1e-9);
        }
    }

    // The mean norm after 1, 2, 3 iterations.
    private static double[] Residuals(R2N2Network network) => [.. Enumerable.Range(1, 3).Select(k =>
    {
        using OnnxSolver solver = OnnxSolver.Load(network.ToOnnx(new SolverExportOptions { AbsoluteTolerance = null, IterationLimit = k }));
        return solver.Solve(Unseen).ResidualNorm.ToArray().Average();
    })];

    private sealed class Instance
    {
        [LoadColumn(0, Unknowns - 1)]
        [VectorType(Unknowns)]
        public double[] X0 { get; set; } = [];
    }
}
