using Microsoft.ML;

namespace R2N2.Deployment.Tests;

/// <summary>A model that the Quickstart saved, in an application that knows ML.NET only.</summary>
public sealed class SavedSolverTests
{
    // Set to check a model that was just saved; the committed one is the Quickstart's, too.
    private const string Variable = "R2N2_QUICKSTART_ZIP";

    private static readonly string Model =
        Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(AppContext.BaseDirectory, "solver.zip");

    [Fact]
    public void Load_SavedSolver_NeedsNothingOfTheLibrary()
    {
        MLContext ml = new();

        ITransformer solver = ml.Model.Load(Model, out DataViewSchema schema);

        Assert.Equal(["X0"], schema.Select(column => column.Name));
        Assert.Equal(
            ["X0", "Solution", "ResidualNorm", "Iterations", "Status"],
            solver.GetOutputSchema(schema).Select(column => column.Name));
        Assert.DoesNotContain(
            AppDomain.CurrentDomain.GetAssemblies(),
            assembly => assembly.GetName().Name is "R2N2" or "R2N2.Training" or "R2N2.Inference" or "R2N2.MLNet" or "R2N2.MLNet.Training");
    }

    [Fact]
    public void Transform_UnseenInstances_SolvesTheEquation()
    {
        MLContext ml = new();
        ITransformer solver = ml.Model.Load(Model, out _);
        IDataView data = ml.Data.LoadFromEnumerable(Guesses(200));

        Solved[] solved = [.. ml.Data.CreateEnumerable<Solved>(solver.Transform(data), reuseRowObject: false)];

        Assert.Equal(200, solved.Length);
        Assert.All(solved, row => Assert.Equal(0, row.Status[0]));
        Assert.All(solved, row => Assert.InRange(ChandrasekharEquation.ResidualNorm(row.Solution), 0, 1e-10));
    }

    [Fact]
    public void Predict_OneInstance_EqualsTransform()
    {
        MLContext ml = new();
        ITransformer solver = ml.Model.Load(Model, out _);
        Instance[] guesses = [.. Guesses(3)];
        using PredictionEngine<Instance, Solved> engine = ml.Model.CreatePredictionEngine<Instance, Solved>(solver);
        Solved[] batch = [.. ml.Data.CreateEnumerable<Solved>(
            solver.Transform(ml.Data.LoadFromEnumerable(guesses)), reuseRowObject: false)];

        for (int i = 0; i < guesses.Length; i++)
        {
            Solved one = engine.Predict(guesses[i]);
            Assert.Equal(batch[i].Iterations, one.Iterations);
            Assert.All(batch[i].Solution.Zip(one.Solution), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        }
    }

    private static IEnumerable<Instance> Guesses(int count)
    {
        Random random = new(11);
        for (int i = 0; i < count; i++)
        {
            yield return new Instance { X0 = [.. Enumerable.Range(0, 10).Select(_ => 0.4 + (1.2 * random.NextDouble()))] };
        }
    }
}
