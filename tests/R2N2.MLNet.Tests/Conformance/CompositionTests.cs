using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

public sealed class CompositionTests
{
    private static Scenario Linear => Scenarios.Linear;

    [Fact]
    public void Chain_TransformsBeforeAndAfter_FitsSavesLoadsAndPredicts()
    {
        MLContext context = new(seed: 1);
        IDataView data = context.Data.LoadFromEnumerable(Parts(60, seed: 1));
        var pipeline = context.Transforms.NormalizeMinMax("Head", "Head")
            .Append(context.Transforms.Concatenate("b", "Head", "Tail"))
            .Append(context.R2N2().EquationSolver(Linear.Family, Linear.Quick))
            .Append(context.Transforms.CopyColumns("Answer", "Solution"))
            .Append(context.Transforms.Conversion.ConvertType("Features", "Answer", DataKind.Single))
            .Append(context.Transforms.Concatenate("Features", "Features", "Extra"));

        using var model = pipeline.Fit(data);
        using MemoryStream stream = new();
        context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out DataViewSchema schema);

        IDataView solved = model.Transform(data);
        Assert.Equal(ViewContent.Describe(model.GetOutputSchema(schema)), ViewContent.Describe(solved.Schema));
        Assert.Equal(ViewContent.Describe(solved.Schema), ViewContent.Describe(loaded.Transform(data).Schema));
        double[][] expected = Numbers(solved);
        double[][] found = Numbers(loaded.Transform(data));
        Assert.All(expected.Zip(found), pair => Assert.All(
            pair.First.Zip(pair.Second), numbers => Assert.Equal(numbers.First, numbers.Second, 1e-12)));
        foreach (ITransformer each in new[] { model, loaded })
        {
            using var engine = context.Model.CreatePredictionEngine<PartRow, PartAnswer>(each);
            PartAnswer answer = engine.Predict(Parts(60, seed: 1)[17]);
            Assert.All(expected[17].Zip(answer.Answer), numbers => Assert.Equal(numbers.First, numbers.Second, 1e-12));
            Assert.Equal(6, answer.Features.Length);
        }
    }

    [Fact]
    public void Chain_TwoSolversByPrefix_DoNotDisturbEachOther()
    {
        MLContext context = new(seed: 1);
        IDataView data = Linear.Data(context, 60, seed: 1);
        var pipeline = context.R2N2().EquationSolver(Linear.Family, Linear.Quick with { OutputPrefix = "First" })
            .Append(context.R2N2().EquationSolver(
                Scenarios.Get("linear").Family,
                Linear.Quick with { OutputPrefix = "Second", InputColumns = new Dictionary<string, string[]> { ["b"] = ["FirstSolution"] } }));

        using var model = pipeline.Fit(data);

        List<object[]> rows = ViewContent.Read(model.Transform(data));
        DataViewSchema schema = model.GetOutputSchema(data.Schema);
        foreach (object[] row in rows)
        {
            // The second has the first one's solution as its right side: A A x = b.
            double[] x = (double[])row[schema["SecondSolution"].Index];
            double[] right = (double[])row[schema["FirstSolution"].Index];
            Assert.True(Norm(Linear.Residual(new InstanceRow { Vector = right }, x)) < 1e-9);
            Assert.Equal(new long[] { 0 }, row[schema["SecondStatus"].Index]);
        }
    }

    [Fact]
    public void Chain_SolutionsAsFeatures_TrainARegression()
    {
        MLContext context = new(seed: 1);
        InstanceRow[] rows = Linear.Rows(200, seed: 1);
        Array.ForEach(rows, row => row.SingleNumber = (float)(row.Vector[0] - (2 * row.Vector[3])));
        SchemaDefinition definition = (Linear with
        {
            Columns = [.. Linear.Columns, (nameof(InstanceRow.SingleNumber), "Label", NumberDataViewType.Single)],
        }).InputDefinition();
        IDataView data = context.Data.LoadFromEnumerable(rows, definition);

        var pipeline = context.R2N2().EquationSolver(Linear.Family, Linear.Quick)
            .Append(context.Transforms.Conversion.ConvertType("Features", "Solution", DataKind.Single))
            .Append(context.Transforms.NormalizeMeanVariance("Features"))
            .AppendCacheCheckpoint(context)
            .Append(context.Regression.Trainers.Sdca(l2Regularization: 1e-6f, l1Regularization: 0, maximumNumberOfIterations: 200));
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(data, 0.25, seed: 1);
        using var model = pipeline.Fit(split.TrainSet);
        RegressionMetrics metrics = context.Regression.Evaluate(model.Transform(split.TestSet));

        // The label is linear in the solution, since b = A x.
        Assert.True(metrics.RSquared > 0.9, $"R² is {metrics.RSquared}.");
        foreach (DataOperationsCatalog.TrainTestData fold in context.Data.CrossValidationSplit(model.Transform(data), 3))
        {
            Assert.NotEmpty(ViewContent.Read(fold.TestSet, [fold.TestSet.Schema["Status"]]));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void CacheSkipTakeFilter_AroundTheSolver_GiveTheRowsTheyShould(int skipped)
    {
        MLContext context = new();
        EquationSolverTransformer solver = FittedScenarios.Get(Linear);
        IDataView data = Linear.Data(context, 500, seed: 2);
        List<object[]> all = ViewContent.Read(solver.Transform(data));

        IDataView before = solver.Transform(context.Data.TakeRows(context.Data.SkipRows(context.Data.Cache(data), skipped), 100));
        IDataView after = context.Data.Cache(context.Data.TakeRows(context.Data.SkipRows(solver.Transform(data), skipped), 100));
        IDataView filtered = context.Data.FilterByCustomPredicate<Answer>(
            solver.Transform(data), row => row.Iterations[0] > 3);

        Assert.Equal(all.Skip(skipped).Take(100), ViewContent.Read(before));
        Assert.Equal(all.Skip(skipped).Take(100), ViewContent.Read(after));
        int iterations = filtered.Schema["Iterations"].Index;
        Assert.Equal(all.Where(row => ((long[])row[iterations])[0] <= 3), ViewContent.Read(filtered));
    }

    [Fact]
    public void SaveAsBinary_OfSolvedRows_LoadsWithTheSameValues()
    {
        MLContext context = new();
        using TemporaryFolder folder = new();
        IDataView solved = FittedScenarios.Get(Linear).Transform(Linear.Data(context, 300, seed: 2));
        using (FileStream stream = File.Create(folder.File("solved.idv")))
        {
            context.Data.SaveAsBinary(solved, stream);
        }

        Assert.Equal(ViewContent.Read(solved), ViewContent.Read(context.Data.LoadFromBinary(folder.File("solved.idv"))));
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));

    private static double[][] Numbers(IDataView view) =>
        [.. ViewContent.Read(view, [view.Schema["Answer"]]).Select(row => (double[])row[0])];

    private static PartRow[] Parts(int count, int seed) => [.. Linear.Rows(count, seed).Select(row => new PartRow
    {
        Head = row.Vector[..2],
        Tail = row.Vector[2..],
        Extra = (float)row.Vector[0],
    })];

    private sealed class PartRow
    {
        [VectorType(2)]
        public double[] Head { get; set; } = [];

        [VectorType(3)]
        public double[] Tail { get; set; } = [];

        public float Extra { get; set; }
    }

    private sealed class PartAnswer
    {
        [VectorType(5)]
        public double[] Answer { get; set; } = [];

        [VectorType(6)]
        public float[] Features { get; set; } = [];
    }
}
